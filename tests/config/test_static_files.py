"""Style sheets and scripts as they are collected and served."""

import re

import pytest
from django.conf import settings

IMPORT = re.compile(r"""\b(?:import|export)\b[^;'"]*['"](\.[^'"]+)['"]""")


def test_every_import_of_a_script_leads_to_a_file_that_is_there():
    scripts = [file for file in settings.STATIC_ROOT.rglob("*.js") if "vendor" not in file.parts]
    imports = [(file, name) for file in scripts for name in IMPORT.findall(file.read_text())]

    assert len(imports) >= 3
    assert [name for file, name in imports if not (file.parent / name).exists()] == []


@pytest.mark.parametrize("plain", ["curation/desk.js", "css/base.css"])
def test_nothing_is_served_under_a_name_that_outlives_its_content(client, plain):
    assert not (settings.STATIC_ROOT / plain).exists()
    assert client.get(f"/static/{plain}").status_code == 404
