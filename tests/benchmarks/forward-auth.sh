#!/bin/sh
# How fast `cordon serve` answers, beside nginx that returns 204 and asks nobody: the large policy, the pool of 16,384
# calls, each with a token of its own. Wants java, nginx and wrk, and after `mvn -q -Pbench -DskipTests package` prints
# a table. Nothing else should run on the machine meanwhile. Argument: how many rounds; more than five need more disk.
set -eu
cd "$(dirname "$0")/../.."
here=tests/benchmarks
work=$(mktemp -d)
servers=
# shellcheck disable=SC2086 # process ids are words
trap 'test -z "$servers" || { kill $servers; kill -CONT $servers; wait; } 2>/dev/null; rm -rf "$work"' EXIT INT TERM

rounds=${1:-5}
# The tokens of a file are asked with for three minutes: expired, they would be denied, which costs something else.
began=$(date +%s)
java -cp $here/target/benchmarks.jar dev.cordon.benchmarks.ForwardAuthCalls "$work" $((rounds + 3))
part=0

await() {
  tries=0
  until curl -fsS -o /dev/null "$1" 2>/dev/null; do
    tries=$((tries + 1))
    test $tries -lt 100 || { cat "$work"/*.err >&2; echo "no answer from $1" >&2; exit 1; }
    sleep 0.1
  done
}

# port, seconds, pause or nothing: asks while the other points are stopped, whose timers would take a core at times, and
# prints requests per second, p50 and p99 in milliseconds
ask() {
  eval "asked=\${server$1:-}"
  ${asked:+kill -CONT "$asked"}
  await "http://127.0.0.1:$1/readyz"
  wrk -t2 -c64 -d"$2s" --latency -s $here/forward-auth.lua "http://127.0.0.1:$1" -- "$work/calls-$part.txt" $3 | awk '
    function millis(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
    $1 == "50%" { p50 = millis($2) }
    $1 == "99%" { p99 = millis($2) }
    $1 == "Requests/sec:" { rate = $2 }
    END { print rate, p50, p99 }'
  ${asked:+kill -STOP "$asked"}
}

# port, arguments: starts one that is only asked later
serve() {
  port=$1
  shift
  cli/bin/cordon serve --bundle "$work/workload.bundle" --bundle-key "$work/keys.jwks" --policy-name workload \
    --environment production --jwks "cordon=$work/keys.jwks" --listen "127.0.0.1:$port" "$@" 2> "$work/$port.err" &
  servers="$servers $!"
  eval "server$port=$!"
  await "http://127.0.0.1:$port/readyz"
  kill -STOP $!
}

cat > "$work/nginx.conf" <<EOF
worker_processes auto;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.err;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000000; server { listen 127.0.0.1:18180; return 204; } }
EOF
nginx -c "$work/nginx.conf" &
servers=$!
await http://127.0.0.1:18180/
serve 18181 --no-log
serve 18182 --log "$work/decisions.log"

# The optimising compiler is at work for the first half minute, and once more when the load changes its kind.
for port in 18180 18181 18182; do
  ask $port 20 '' > /dev/null
  ask $port 5 2 > /dev/null
done

# In turn, since what else runs on the machine changes within a minute. As many questions as will go tell of the rate: each
# answer then waits for a core. 64 connections that pause between questions, so many milliseconds on average, tell of the time.
pauses="2 4 8 16"
round=0
while [ $round -lt "$rounds" ]; do
  now=$((($(date +%s) - began) / 180))
  if [ $now -ne $part ]; then
    part=$now
    for port in 18180 18181 18182; do
      ask $port 4 '' > /dev/null
    done
  fi
  for port in 18180 18181 18182; do
    echo "$round $port flooded $(ask $port 4 '')"
  done
  for pause in $pauses; do
    for port in 18180 18181 18182; do
      echo "$round $port $pause $(ask $port 4 "$pause")"
    done
  done
  round=$((round + 1))
done > "$work/rounds"
kill -CONT "$server18182"
curl -fsS http://127.0.0.1:18182/metrics > "$work/metrics"

# A ratio is that of one round; what is printed is the median of the rounds.
awk -v pauses="$pauses" '
  { rate[$1, $2, $3] = $4; p50[$1, $2, $3] = $5; p99[$1, $2, $3] = $6 }
  END {
    rounds = $1 + 1
    print "| as many as will go | requests/s | p50 ms | p99 ms | requests/s to nginx | p99 to nginx |"
    print "| --- | ---: | ---: | ---: | ---: | ---: |"
    flooded("nginx returning 204", 18180)
    flooded("cordon serve, log off", 18181)
    flooded("cordon serve, log on", 18182)
    print "\n| pause ms | requests/s, nginx | log off | log on | p99 ms, nginx | log off | log on | p99 to nginx, log off | log on |"
    print "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= split(pauses, pause, " "); i++) paced(pause[i])
  }
  function flooded(name, port) {
    printf "| %s | %d | %.2f | %.2f | %.2f | %.2f |\n", name,
      median(rate, "flooded", port, 0), median(p50, "flooded", port, 0), median(p99, "flooded", port, 0),
      median(rate, "flooded", port, 18180), median(p99, "flooded", port, 18180)
  }
  function paced(load) {
    printf "| %d | %d | %d | %d | %.2f | %.2f | %.2f | %.2f | %.2f |\n", load,
      median(rate, load, 18180, 0), median(rate, load, 18181, 0), median(rate, load, 18182, 0),
      median(p99, load, 18180, 0), median(p99, load, 18181, 0), median(p99, load, 18182, 0),
      median(p99, load, 18181, 18180), median(p99, load, 18182, 18180)
  }
  function median(of, load, port, to, i, j, value, sorted) {
    for (i = 0; i < rounds; i++) {
      value = of[i, port, load] / (to ? of[i, to, load] : 1)
      for (j = i; j > 0 && sorted[j - 1] > value; j--) sorted[j] = sorted[j - 1]
      sorted[j] = value
    }
    return (sorted[int((rounds - 1) / 2)] + sorted[int(rounds / 2)]) / 2
  }' "$work/rounds"
echo
grep -E '^cordon_.*(dropped|decisions)' "$work/metrics" || true
if [ -n "${ROUNDS:-}" ]; then cp "$work/rounds" "$ROUNDS"; fi
