// The preview's page: asks for news, shows pages as they come into view, explains what is clicked.
const pages = document.getElementById("pages");
const answer = document.getElementById("answer");
let version = 0;

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting && !entry.target.dataset.filled) { fill(entry.target); }
  }
}, { root: pages, rootMargin: "600px" });

async function fill(figure) {
  figure.dataset.filled = "yes";
  const { page, key } = figure.dataset;
  const image = document.createElement("img");
  image.alt = "第 " + (Number(page) + 1) + " 页";
  image.src = "/picture?page=" + page + "&key=" + key;
  figure.replaceChildren(image);
  const numbers = await (await fetch("/numbers?page=" + page)).json();
  if (figure.dataset.key !== key) { return; }
  const [width, height] = [Number(figure.dataset.width), Number(figure.dataset.height)];
  for (const number of numbers) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", number.number + " 从哪里来");
    button.style.left = (100 * number.left / width) + "%";
    button.style.top = (100 * number.top / height) + "%";
    button.style.width = (100 * number.width / width) + "%";
    button.style.height = (100 * number.height / height) + "%";
    button.addEventListener("click", () => explain(number.number));
    figure.append(button);
  }
}

async function explain(number) {
  answer.textContent = await (await fetch("/explain?number=" + encodeURIComponent(number))).text();
}

async function show(file, line) {
  const lines = (await (await fetch("/source?file=" + encodeURIComponent(file))).text()).split("\n");
  const from = Math.max(0, line - 6);
  answer.replaceChildren(file + "\n");
  lines.slice(from, line + 5).forEach((text, index) => {
    const number = from + index + 1;
    const row = document.createElement(number === line ? "mark" : "span");
    row.textContent = String(number).padStart(5) + "  " + text + "\n";
    answer.append(row);
  });
}

function draw(state) {
  document.title = document.getElementById("title").textContent = state.title || "决算预览";
  document.getElementById("status").textContent =
    state.trouble || "第 " + state.version + " 次：" + state.pages.length + " 页" + (state.changed.length ? "，第 " + state.changed.map((page) => page + 1).join("、") + " 页有变化" : "");
  while (pages.children.length > state.pages.length) { pages.lastElementChild.remove(); }
  state.pages.forEach((page, index) => {
    let figure = pages.children[index];
    if (!figure) { figure = pages.appendChild(document.createElement("figure")); seen.observe(figure); }
    figure.classList.toggle("changed", state.changed.includes(index));
    if (figure.dataset.key === page.key) { return; }
    Object.assign(figure.dataset, { page: index, key: page.key, width: page.width, height: page.height, filled: "" });
    figure.style.aspectRatio = page.width + " / " + page.height;
    seen.unobserve(figure);
    seen.observe(figure);
  });
  if (state.changed.length) { pages.children[state.changed[0]].scrollIntoView(); }
  const list = document.getElementById("findings");
  list.replaceChildren(...(state.findings.diagnostics || []).map((finding) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = finding.severity;
    button.textContent = finding.code + " " + finding.message + (finding.line ? "（第 " + finding.line + " 行）" : "");
    if (finding.line) { button.addEventListener("click", () => show(finding.file, finding.line)); }
    item.append(button);
    return item;
  }));
  document.documentElement.dataset.version = state.version;
}

async function listen() {
  for (;;) {
    try {
      const state = await (await fetch("/state?since=" + version)).json();
      if (state.version > version) { version = state.version; draw(state); }
    } catch (error) {
      document.getElementById("status").textContent = "预览已经停止";
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
}

listen();
