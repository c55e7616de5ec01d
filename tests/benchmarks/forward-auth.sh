#!/bin/sh
# How fast `cordon serve` answers, beside nginx that returns 204 and asks nobody: the large policy, the pool of 16,384
# calls, each with a token of its own. Wants java, nginx and wrk, and after `mvn -q -Pbench -DskipTests package` prints
# a table. Nothing else should run on the machine meanwhile.
set -eu
cd "$(dirname "$0")/../.."
here=tests/benchmarks
work=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT INT TERM

seconds=${1:-10}
java -cp $here/target/benchmarks.jar dev.cordon.benchmarks.ForwardAuthCalls "$work"

await() {
  tries=0
  until curl -fsS -o /dev/null "$1" 2>/dev/null; do
    tries=$((tries + 1))
    test $tries -lt 100 || { cat "$work/server.log" >&2; echo "no answer from $1" >&2; exit 1; }
    sleep 0.1
  done
}

# args of the script: prints requests per second, p50 and p99 in milliseconds
ask() {
  wrk -t2 -c64 -d"${seconds}s" --latency -s $here/forward-auth.lua "$1" -- "$work/calls.txt" $2 | awk '
    function millis(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
    $1 == "50%" { p50 = millis($2) }
    $1 == "99%" { p99 = millis($2) }
    $1 == "Requests/sec:" { rate = $2 }
    END { print rate, p50, p99 }'
}

# name, port: leaves two rows in $work/name: as many questions as will go, and 64 connections that pause between questions,
# which makes about 28,000 a second. As many as will go tells of the rate: each answer then waits for a core.
measure() {
  wrk -t2 -c64 -d5s -s $here/forward-auth.lua "http://127.0.0.1:$2" -- "$work/calls.txt" > /dev/null
  { ask "http://127.0.0.1:$2" '' && ask "http://127.0.0.1:$2" 2; } > "$work/$1"
}

serve() {
  cli/bin/cordon serve --bundle "$work/workload.bundle" --bundle-key "$work/keys.jwks" --policy-name workload \
    --environment production --jwks "cordon=$work/keys.jwks" --listen 127.0.0.1:18181 "$@" 2> "$work/server.log" &
  server=$!
  await http://127.0.0.1:18181/readyz
}

stop() {
  kill "$server"
  wait "$server" || true
  server=
}

cat > "$work/nginx.conf" <<EOF
worker_processes auto;
daemon off;
pid $work/nginx.pid;
error_log $work/server.log;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000000; server { listen 127.0.0.1:18180; return 204; } }
EOF
nginx -c "$work/nginx.conf" &
server=$!
await http://127.0.0.1:18180/
measure nginx 18180
stop

serve --no-log
measure unlogged 18181
stop

serve --log "$work/decisions.log"
measure logged 18181
curl -fsS http://127.0.0.1:18181/metrics > "$work/metrics"
stop

(cd "$work" && awk '
  FNR == 1 { rate[FILENAME] = $1; p50[FILENAME] = $2; p99[FILENAME] = $3 }
  FNR == 2 { paced[FILENAME] = $1; calm50[FILENAME] = $2; calm99[FILENAME] = $3 }
  function row(name, file) {
    printf "| %s | %d | %.2f | %.2f | %.2f | %.2f | %d | %.2f | %.2f | %.2f |\n", name,
      rate[file], p50[file], p99[file], rate[file] / rate["nginx"], p99[file] / p99["nginx"],
      paced[file], calm50[file], calm99[file], calm99[file] / calm99["nginx"]
  }
  END {
    print "| | as many as will go: requests/s | p50 ms | p99 ms | requests/s to nginx | p99 to nginx |" \
      " paced: requests/s | p50 ms | p99 ms | p99 to nginx |"
    print "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    row("nginx returning 204", "nginx")
    row("cordon serve, log off", "unlogged")
    row("cordon serve, log on", "logged")
  }' nginx unlogged logged)
echo
grep -E '^cordon_.*(dropped|decisions)' "$work/metrics" || true
