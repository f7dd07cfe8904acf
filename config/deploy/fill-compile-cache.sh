#!/bin/sh
# Begins dvc-sync once with a configuration that reaches nobody, so that what Node compiles of it is written down beside
# it; fails where the service does not come up. By the user it runs as later: Node keeps a cache for each.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dvc-sync init "$folder" >/dev/null
export CSDL_USER=x CSDL_PASSWORD=x PORTAL_USER=x PORTAL_PASSWORD=x ONESTOP_USER=x ONESTOP_PASSWORD=x
config=$folder/dvc-sync.yaml
# Names that no server answers to, and a port nobody else has.
sed -i -e 's#https\{0,1\}://[^" ]*#http://127.0.0.1:9#' -e "s/^  port: .*/  port: ${PORT:-18080}/" "$config"

dvc-sync serve --config "$config" 2>"$folder/log" &
service=$!
# Until a command says yes, for a minute at most and only while the service is there.
wait_until() {
  tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ] || ! kill -0 "$service" 2>/dev/null; then
      cat "$folder/log" >&2
      exit 1
    fi
    sleep 1
  done
}
wait_until dvc-sync alive --config "$config"
# What is loaded for the first who comes.
node -e "fetch('http://127.0.0.1:${PORT:-18080}/sign-in').then(({ ok }) => process.exit(ok ? 0 : 1))"
# A run that finds nobody: what reads, reconciles and reports is loaded all the same. First by a child of the service:
# children have other settings of V8, and so a cache of their own.
dvc-sync schedule run reconcile --config "$config" >/dev/null
wait_until grep -q '"msg":"job ended"' "$folder/log"
dvc-sync run --config "$config" --out "$folder/out" >/dev/null 2>&1 || [ $? -eq 3 ]
kill -TERM "$service"
wait "$service"
