#!/usr/bin/env bash
# Builds priv/static, or the folder given, from js/. The same sources and the same esbuild give the same bytes.
set -euo pipefail

mkdir -p "${1:-$(dirname "$0")/../priv/static}"
out=$(cd "${1:-$(dirname "$0")/../priv/static}" && pwd)
cd "$(dirname "$0")"

# Source maps name their sources relative to the output, so building happens at the depth of priv/static.
mkdir -p ../priv
work=$(mktemp -d ../priv/.build-XXXXXX)
trap 'rm -rf "$work"' EXIT

bundle() { # source, output, further options
    esbuild "js/$1" --bundle --target=es2022 --charset=utf8 --sourcemap --log-level=warning --outfile="$work/$2" "${@:3}"
}

bundle more/index.js clerk_live_more.mjs --format=esm --minify
# The rest of the client is fetched when it is needed. Its digest in the URL lets a browser keep it for good.
digest=$(sha256sum "$work/clerk_live_more.mjs" | cut -c 1-16)
more=(--define:CLERK_LIVE_MORE="\"./clerk_live_more.mjs?v=$digest\"" "--external:./clerk_live_more.mjs*")

bundle index.js clerk_live.mjs --format=esm --minify
bundle client/index.js clerk_live_client.mjs --format=esm --minify "${more[@]}"
bundle global.js clerk_live.js --format=iife "${more[@]}"
bundle global.js clerk_live.min.js --format=iife --minify "${more[@]}"

chmod 644 "$work"/*
mv "$work"/* "$out"
for file in clerk_live.mjs clerk_live_client.mjs clerk_live_more.mjs clerk_live.js clerk_live.min.js; do
    printf '%-22s %6d bytes, %5d gzipped\n' "$file" "$(wc -c <"$out/$file")" "$(gzip -9nc "$out/$file" | wc -c)"
done
