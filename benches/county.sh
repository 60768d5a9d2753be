#!/bin/sh
# A whole county of synthetic departments: building it, against `xargs -P typst compile` of the Typst sources it emits; building it again with nothing
# changed; checking it. Needs the release binary (cargo build --release), typst 0.15.1 and GNU time; writes below TMPDIR.
#   benches/county.sh [departments] [typst]        CPU, wall clock and peak memory of each
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
departments=${1:-100}
typst=${2:-typst}
juesuan=${JUESUAN:-$here/target/release/juesuan}
cores=$(nproc)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here" && cargo run -q --example synthesise -- "$work/county" "$departments") > "$work/log"

measure() {
  name=$1; shift
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > "$work/log" 2>&1
  tail -n 1 "$work/time" | awk -v name="$name" -v n="$departments" \
    '{ printf "%-12s %8.2f s wall  %6.3f s CPU a document  peak %4.0f MiB\n", name, $1, ($2 + $3) / n, $4 / 1024 }'
}

cd "$work/county"
measure build "$juesuan" build -o "$work/out" --emit pdf
measure again "$juesuan" build -o "$work/out" --emit pdf
measure check "$juesuan" check .
# `NONE` in place of the command line's name leaves the comparison out: its sources take 300 KB a document.
[ "$typst" = NONE ] && exit

"$juesuan" build -o "$work/emitted" --emit typ > "$work/log" 2>&1
number=0
find "$work/emitted" -name main.typ -printf '%h\n' > "$work/folders"
mkdir "$work/sources" "$work/theirs"
while read -r folder; do
  number=$((number + 1))
  mv "$folder" "$work/sources/$number"
done < "$work/folders"
measure typst sh -c "ls $work/sources | xargs -P$cores -I{} $typst compile --root $work/sources/{} --pdf-standard a-3a,ua-1 \
  $work/sources/{}/main.typ $work/theirs/{}.pdf"
