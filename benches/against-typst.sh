#!/bin/sh
# Compares one whole build with `typst compile` of the Typst sources it emits: same sources, same fonts, same PDF standards, side by side.
# Needs the release binary (cargo build --release), typst 0.15.1, hyperfine and GNU time.
#   benches/against-typst.sh [source.yaml] [typst]
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
source=${1:-$here/examples/lanxian/2024/041-xianweiban.yaml}
typst=${2:-typst}
juesuan=${JUESUAN:-$here/target/release/juesuan}
runs=${RUNS:-20}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$juesuan" build "$source" -o "$work/emitted" --emit typ > "$work/log"
# A plain name: hyperfine splits its commands at spaces.
mv "$(dirname "$(find "$work/emitted" -name main.typ)")" "$work/sources"

ours="$juesuan build $source -o $work/ours"
theirs="$typst compile --root $work/sources --pdf-standard a-3a,ua-1 $work/sources/main.typ $work/theirs.pdf"

# A build leaves a record of what it wrote and does not repeat it: each run begins without one.
hyperfine --shell=none --prepare "rm -rf $work/ours" --warmup 2 --runs "$runs" --export-json "$work/times.json" \
  --command-name juesuan "$ours" --command-name typst "$theirs"

peak() { /usr/bin/time -f %M -o "$work/peak" "$@" > "$work/log" 2>&1; tail -n 1 "$work/peak"; }
# shellcheck disable=SC2086
ours_peak=$(peak $ours)
# shellcheck disable=SC2086
theirs_peak=$(peak $theirs)

python3 - "$work/times.json" "$ours_peak" "$theirs_peak" <<'PYTHON'
import json, sys
ours, theirs = json.load(open(sys.argv[1]))["results"]
peaks = [int(peak) / 1024 for peak in sys.argv[2:]]
print(f"wall clock, median: {ours['median']*1000:.0f} ms against {theirs['median']*1000:.0f} ms, ratio {ours['median']/theirs['median']:.2f} (target 0.70)")
print(f"wall clock, best:   {ours['min']*1000:.0f} ms against {theirs['min']*1000:.0f} ms, ratio {ours['min']/theirs['min']:.2f}")
cpu = [run["user"] + run["system"] for run in (ours, theirs)]
print(f"processor time:     {cpu[0]*1000:.0f} ms against {cpu[1]*1000:.0f} ms, ratio {cpu[0]/cpu[1]:.2f}")
print(f"peak memory:        {peaks[0]:.0f} MiB against {peaks[1]:.0f} MiB, ratio {peaks[0]/peaks[1]:.2f} (target 1.30)")
PYTHON
