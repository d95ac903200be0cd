"""``python -m config.health``: exit 0 if the site in this container answers, else 1.

It asks as the site's first allowed host, since Django refuses any other name.
"""

import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/livez"
    try:
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=4)
    except (urllib.error.URLError, OSError) as error:
        sys.stderr.write(f"{address} as {host}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
