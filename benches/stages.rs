//! How long each stage of one build takes, and the whole process: `cargo bench`. No clock is used anywhere else in the project.
//!
//! Each figure is the median of several runs. Every run is a process of its own, so that nothing is kept from one to the next; its stages come one after
//! another, while a build runs some of them side by side. Give another source file as argument:
//! `cargo bench --bench stages -- examples/shili/2024/050-nongyeju.yaml`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use juesuan::checks::{self, Policy};
use juesuan::disclosure::{Edition, font_roles};
use juesuan::dossier::Reader;
use juesuan::standard::Standard;
use juesuan::typeset::{self, FontSet, Search};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 15;

/// The times of each stage over all runs, in the order the stages come.
#[derive(Default)]
struct Times(Vec<(String, Vec<Duration>)>);

impl Times {
    fn time<T>(&mut self, stage: &str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let made = work();
        self.add(stage, started.elapsed());
        made
    }

    fn add(&mut self, stage: &str, taken: Duration) {
        match self.0.iter_mut().find(|(known, _)| known == stage) {
            Some((_, times)) => times.push(taken),
            None => self.0.push((stage.to_owned(), vec![taken])),
        }
    }

    fn medians(mut self) -> Vec<(String, Duration)> {
        self.0.iter_mut().for_each(|(_, times)| times.sort());
        self.0.into_iter().map(|(stage, times)| (stage, times[times.len() / 2])).collect()
    }
}

/// Stages that are Typst's: layout and export.
const TYPST: [&str; 2] = ["layout", "export"];
/// What is not part of a single build: the whole process, and what a batch does between two documents.
const OUTSIDE: [&str; 2] = ["process", "forget"];
/// Asks for the stages of one run instead of all runs.
const ONE_RUN: &str = "--one-run";

fn main() {
    let source = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let source = source.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lanxian/2024/041-xianweiban.yaml"));
    let mut times = Times::default();
    if std::env::args().any(|argument| argument == ONE_RUN) {
        // A pool such as each document of a build has: the thread itself, and one more for each further core.
        let _pool = rayon::ThreadPoolBuilder::new().use_current_thread().build().expect("threads");
        stages(&source, &mut times);
        times.0.iter().for_each(|(stage, taken)| println!("{stage} {}", taken[0].as_nanos()));
        return;
    }
    for _ in 0..RUNS {
        one_run(&source, &mut times);
        whole(&source, &mut times);
    }
    report(&times.medians());
}

fn report(medians: &[(String, Duration)]) {
    let of = |wanted: &dyn Fn(&str) -> bool| medians.iter().filter(|(stage, _)| wanted(stage)).map(|(_, time)| *time).sum::<Duration>();
    let inside = of(&|stage| !OUTSIDE.contains(&stage));
    for (stage, time) in medians {
        println!("{stage:<10} {:>9.2} ms", milliseconds(*time));
    }
    let own = of(&|stage| !OUTSIDE.contains(&stage) && !TYPST.contains(&stage));
    println!("own stages {:>9.2} ms, {:.1} % of all stages", milliseconds(own), 100.0 * own.as_secs_f64() / inside.as_secs_f64());
}

/// The stages of a run in a fresh process.
fn one_run(source: &Path, times: &mut Times) {
    let program = std::env::current_exe().expect("a running program");
    let output = Command::new(program).arg(ONE_RUN).arg(source).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (stage, taken) = line.split_once(' ').expect("a stage and its time");
        times.add(stage, Duration::from_nanos(taken.parse().expect("nanoseconds")));
    }
}

fn stages(source: &Path, times: &mut Times) {
    let mut reader = Reader::default();
    let dossier = times.time("read", || reader.read(source).expect("a readable file").expect("a sound file"));
    let id = dossier.disclosure.standard.as_ref().map_or("shanxi", |id| id.value.as_str());
    let standard = times.time("standard", || Standard::built_in(id, None).expect("a built-in standard"));
    let derived = times.time("check", || checks::inspect(&dossier, &standard, &Policy::default()).derived.expect("a known year"));
    let fonts = times.time("fonts", || FontSet::load(&font_roles(&standard), &Search::system([])).expect("installed fonts"));
    let edition = Edition { dossier: &dossier, derived: &derived, standard: &standard, fonts: &fonts, draft: false, attach: true };
    times.time("glyphs", || assert!(edition.missing_glyphs().is_empty()));
    let worded = times.time("word", || edition.word().expect("sound templates"));
    times.time("data", || serde_json::to_string_pretty(&edition.open_data(&worded)).expect("plain values"));
    let compiled = times.time("layout", || edition.compile(&worded).expect("sound layout"));
    times.time("export", || edition.export(&compiled, &worded).expect("a PDF"));
    times.time("forget", typeset::forget);
}

/// From the start of the process to the PDF on disk.
fn whole(source: &Path, times: &mut Times) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
    command.arg("build").arg(source).arg("-o").arg(folder.path());
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    times.time("process", || assert!(command.status().expect("the program starts").success()));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
