"""How style sheets and scripts are stored: under names that change with what they hold."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Scripts name each other too: what they import is renamed within them as well."""

    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> Any:
        """Always the name that was stored; Django's own gives the plain one while DEBUG is on."""
        return super().url(name, force=True)
