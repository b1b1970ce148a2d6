"""Dependencies are declared once; the lock and the conda file follow; the workflow fits its schema."""

import re
import subprocess
import sys
import tomllib

import yaml
from conftest import ROOT


def declared() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {normal(re.split(r"[=<>~! \[]", line)[0]): line for line in lines}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    for pin in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[^\s=]+", pin), f"{pin} pins no exact version"
    return {normal(pin.split("==")[0]): pin.split("==")[1] for pin in pins}


def test_the_lock_pins_everything_declared_within_its_bounds() -> None:
    from packaging.requirements import Requirement

    pins = locked()
    for name, line in declared().items():
        assert name in pins, f"{name} is declared in pyproject.toml but not in requirements.lock"
        assert pins[name] in Requirement(line).specifier, f"{name} is locked outside {line}"


def test_torch_is_plain_and_no_cuda_is_listed() -> None:
    pins = locked()
    assert pins["torch"] == "2.13.0"
    assert [n for n in pins if n.startswith(("nvidia", "cuda", "triton"))] == []


def test_the_conda_file_follows_the_lock() -> None:
    data = yaml.safe_load((ROOT / "environment.yml").read_text())
    pip = next(entry["pip"] for entry in data["dependencies"] if isinstance(entry, dict))
    assert pip == ["-r requirements.lock", "-e ."]
    assert "python=3.11" in data["dependencies"]


def test_the_workflow_fits_its_schema() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
         str(ROOT / ".github" / "workflows" / "ci.yml")],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_lessons_import_only_what_is_declared() -> None:
    import ast
    import importlib.metadata as metadata

    from coursekit.course import Course
    from coursekit.lesson import read_lesson

    providers = metadata.packages_distributions()
    allowed = set(declared())
    course = Course(ROOT)
    for slug in course.slugs:
        for cell in read_lesson(course.lesson_file(slug)).cells:
            if cell.kind == "markdown" or cell.source.lstrip().startswith("%"):
                continue
            for node in ast.walk(ast.parse(re.sub(r"^\s*[%!].*$", "pass", cell.source, flags=re.M))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names.append(node.module)
                for name in {n.split(".")[0] for n in names} - sys.stdlib_module_names:
                    packages = {normal(p) for p in providers.get(name, [])}
                    own = name in ("app", "features")  # files that a project's student writes
                    assert own or packages & allowed, f"{slug} imports {name}: declare its package"
