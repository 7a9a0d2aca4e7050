# What the comparisons have in common: DnsRegistry as a process whose changes and CPU time can be counted. It is sourced.
# Where it is sourced, work is a folder that is theirs alone.

load=benchmarks/DnsRegistry.LoadGenerator/bin/Release/net10.0/dnsregistry-load.dll

build() {
  local project
  for project in src/DnsRegistry.Host benchmarks/DnsRegistry.LoadGenerator; do
    dotnet build -c Release -v q --nologo "$project" >"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }
  done
}

# serve CORES DNS HTTP: starts it on these cores and addresses, with the defaults for everything else, and waits until it
# answers. Sets pid, and http to its URL.
serve() {
  mkdir -p "$work/none"
  echo '{}' >"$work/config.json"

  # It must not be taken for ready by what the one before it has said.
  rm -f "$work/dnsregistry.log"
  taskset -c "$1" dotnet src/DnsRegistry.Host/bin/Release/net10.0/dnsregistry.dll --dns "$2" --http "$3" \
    --config "$work/config.json" --data "$work/data" --zones "$work/none" >"$work/dnsregistry.log" 2>&1 &
  pid=$!
  until grep -qs '^dnsregistry ready' "$work/dnsregistry.log"; do
    sleep 0.1
    kill -0 "$pid" 2>/dev/null || { cat "$work/dnsregistry.log" >&2; exit 1; }
  done
  http=http://$(sed -n 's/^dnsregistry ready.* http=\([^ ]*\).*/\1/p' "$work/dnsregistry.log")
}

# The revision of the registry: one more for each change.
revision() { curl -fsS "$http/v1/services?limit=1" | grep -o '"index":[0-9]*' | cut -d : -f 2; }

# CPU time in clock ticks of a process and all below it.
ticks() {
  local sum=0 process line
  for process in "$1" $(pgrep -P "$1") $(pgrep -P "$(pgrep -P "$1" | paste -sd, -)" 2>/dev/null || true); do
    line=$(<"/proc/$process/stat") || continue
    read -r -a field <<<"${line##*) }"
    sum=$((sum + field[11] + field[12]))
  done
  echo "$sum"
}

# Says what the load generator met with, where that was not nothing.
tell_errors() { grep -q '^errors: 0$' "$1" || cat "$1" >&2; }
