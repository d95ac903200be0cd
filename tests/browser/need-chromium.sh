#!/bin/sh
# Finds Chromium, or installs it where that works as it is (Debian, root); else says how.
set -u
for name in chromium chromium-browser google-chrome; do
	command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
	echo "Installing Chromium for the browser tests …"
	log=$(mktemp)
	if apt-get update -qq >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >>"$log" 2>&1; then
		rm -f "$log"
		exit 0
	fi
	tail -n 5 "$log"
fi
echo "The browser tests need Chromium, which is not here. Install it (Debian: apt-get install chromium," >&2
echo "Fedora: dnf install chromium, macOS: brew install chromium) or set CHROMIUM=/path/to/chromium." >&2
exit 1
