//! What a save costs the live preview: processor time of the whole process from the saved file to the refreshed pages, for several edits of the
//! reference document: `cargo bench --bench refresh` (or, with the development build, `cargo bench --profile dev --bench refresh`).
//!
//! Every save writes something new, so nothing is found among what was remembered of an earlier save but what truly did not change. Linux only:
//! it is the kernel that says how much processor time a process has had.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use juesuan::corrections::Setting;
use juesuan::corrections::preview::Session;
use juesuan::typeset::Search;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SAVES: u32 = 12;
/// How many changed pages a browser asks for at once: those in view and just below.
const IN_VIEW: usize = 4;

/// What is replaced in the file by what, the number of the save in the place of `{}`; and what one calls that.
const EDITS: [(&str, &str, &str); 5] = [
    ("nothing", "# 专项业务", "# 专项业务 {}"),
    ("an amount", "{科目: 2013105, 项目支出: 7410600.00}", "{科目: 2013105, 项目支出: 74{}600.00}"),
    ("a reason", "变动原因: 本年度项目增加", "变动原因: 本年度项目增加{}个"),
    ("a report", "年度目标: 年内安排好4名驻村干部的工作经费。", "年度目标: 年内安排好4名驻村干部的工作经费，共{}次。"),
    ("a duty", "    - 规划并统管全县档案事业。\n", "    - 规划并统管全县档案事业。\n    - 新增职责{}。\n"),
];

fn main() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lanxian/2024/041-xianweiban.yaml");
    let original = std::fs::read_to_string(example).expect("the reference example");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("041.yaml");
    std::fs::write(&path, &original).expect("a copy");
    let session = Session::new(&path, Setting { fonts: Search::system([]), ..Setting::default() });
    println!("{:<12} {:>8} {:>8} {:>8}", "edit", "cpu ms", "wall ms", "pages");
    for (name, from, to) in EDITS {
        assert!(original.contains(from), "{from}");
        let edited = |save: u32| original.replace(from, &to.replace("{}", &(10 + save).to_string()));
        // The first save of a kind also undoes the last one of the kind before.
        save(&session, &path, &edited(SAVES + 1));
        let (mut spent, mut waited, mut pages) = (Duration::ZERO, Duration::ZERO, 0);
        for number in 0..SAVES {
            let (processor, clock) = (processor_time(), Instant::now());
            pages = save(&session, &path, &edited(number));
            spent += processor_time() - processor;
            waited += clock.elapsed();
        }
        println!("{name:<12} {:>8} {:>8} {pages:>8}", (spent / SAVES).as_millis(), (waited / SAVES).as_millis());
    }
}

/// Saves, and does all that a browser makes the preview do; how many pages changed.
fn save(session: &Session, path: &PathBuf, text: &str) -> usize {
    std::fs::write(path, text).expect("saved");
    session.refresh();
    let shown = session.shown();
    assert!(!shown.describe().to_string().is_empty());
    let laid_out = shown.laid_out.as_ref().expect("a sound file");
    for page in shown.changed.iter().take(IN_VIEW) {
        assert!(laid_out.compiled.svg(*page).is_some() && !shown.numbers(*page).is_empty());
    }
    shown.changed.len()
}

/// The processor time of all threads of this process so far, exact to a hundredth of a second.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells a process about itself");
    // The name of the program comes before, in brackets, and may contain anything.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| fields[field].parse::<u64>().expect("a number of ticks");
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}
