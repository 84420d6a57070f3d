"""The open documents, and what the checker said of the newest text of each."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tapelint.config import Config, Version
from tapelint.diagnostic import CheckResult, Finding, Fix, Verdict
from tapelint.lsp.uris import to_path
from tapelint.text import LineIndex

if TYPE_CHECKING:
    from tapelint.check import Analyse, Checker
    from tapelint.check import Analysis as Flow
    from tapelint.flow.python.modules import Caller, Callers, Finder
    from tapelint.lsp.cells import Cells
    from tapelint.ops.project import ProjectRows
    from tapelint.project import Disk, Project
    from tapelint.syntax import Parsed

_log = logging.getLogger(__name__)

_REMEMBERED = 4
_EXCLUDED = "excluded by the settings"
_FAILED = "not checked: the log says why"


class ConfigFor(Protocol):
    """Finds the settings that hold for a document."""

    def __call__(self, uri: str) -> Config | None:
        """The settings, or None where the document is excluded."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one text says under one configuration, or why nothing is said of it.

    The fixes of a finding, all or the safe ones, are added when somebody asks. ``whole`` says
    whether the programs were looked at that use the text.
    """

    index: LineIndex
    config: Config | None
    result: CheckResult
    unsaid: str = ""
    whole: bool = False
    fixes: dict[tuple[Finding, bool], tuple[Fix, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """An open document; ``edition`` is our own count, since clients' versions can't be trusted.

    A notebook is one document as well, whose text is that of its Python ``cells``.
    """

    uri: str
    language: str
    version: int | None
    text: str
    edition: int
    analysis: Analysis | None = field(default=None)
    cells: Cells | None = field(default=None)

    @property
    def uris(self) -> tuple[str, ...]:
        """What the client calls it: one URI, or those of the cells."""
        return (self.uri,) if self.cells is None else tuple(one.uri for one in self.cells.code)

    def text_of(self, uri: str) -> str:
        """What the client has under one of these."""
        return self.text if self.cells is None else self.cells.text_of(uri)

    @property
    def modules(self) -> Collection[str]:
        """The files that its newest answer rests on."""
        return self.analysis.result.modules if self.analysis is not None else ()

    @property
    def depends_on_others(self) -> bool:
        """Whether an edit of another text than the one that the client asks about matters."""
        return self.cells is not None or bool(self.modules)

    def uri_of(self, line: int) -> str:
        """What the client calls the document that a line stands in."""
        cells = self.cells.code if self.cells is not None else ()
        return cells[self.cells.at(line)].uri if self.cells is not None and cells else self.uri

    @property
    def is_python(self) -> bool:
        """Whether it is ours to check, whatever the editor calls it."""
        path = self.uri.partition("?")[0].partition("#")[0].lower()
        return self.language == "python" or path.endswith((".py", ".pyi", ".pyw"))


class Documents:
    """Keeps texts and answers; one checker serves all, since its caches go by content."""

    def __init__(
        self, config_for: ConfigFor, folders: Callable[[], Iterable[Path]] = tuple
    ) -> None:
        self._config_for = config_for
        self._folders = folders
        self._documents: dict[str, Document] = {}
        self._notebooks: dict[str, str] = {}
        self._by_path: dict[Path, Document] = {}
        self._editions = count(1)
        self._unpublished: dict[str, None] = {}
        self._checker: Checker | None = None
        self._project: Project | None = None
        self._can_fix = False
        self._disk: Disk
        self._finders: dict[str, Finder] = {}
        self._callers: dict[str, Callers] = {}
        self._overtaken: Callable[[], bool] = bool
        self.push = True
        self.analyses = 0
        self.on_analysed: Callable[[Document, CheckResult], None] = lambda _document, _result: None

    @property
    def checker(self) -> Checker:
        """The checker, imported on first use: greeting the client must not wait for it."""
        if self._checker is None:
            from tapelint.check import Checker
            from tapelint.flow import Memory, analyse
            from tapelint.project import Disk, Project, modules_below

            self._disk = Disk()
            self._project = Project(self._read, lambda: modules_below(self._folders()))
            self._checker = Checker(analyse=_Remembering(partial(analyse, memory=Memory())))
        return self._checker

    def checker_for(self, uri: str) -> Checker:
        """The checker for a document, which sees the modules around it as they are by now.

        It looks at the programs that use it, where that was done before.
        """
        checker, path = self.checker, to_path(uri)
        if path is None or self._project is None:
            return checker
        finder = self._finders.get(uri)
        if finder is None:
            finder = self._finders[uri] = self._project.finder(path)
        document = self._documents.get(uri)
        known = document is not None and document.analysis is not None and document.analysis.whole
        callers = self._callers_of(uri, path) if known else tuple
        return checker.beside(finder, partial(self._project.runs_eagerly, path), callers)

    def _callers_of(self, uri: str, path: Path) -> Callers:
        callers = self._callers.get(uri)
        if callers is None:
            callers = self._callers[uri] = partial(self._programs, path)
        return callers

    def _programs(self, path: Path) -> Iterator[Caller]:
        """The programs that use a file, whose runs end when they are overtaken."""
        assert self._project is not None
        for caller in self._project.callers(path):
            yield replace(caller, overtaken=self._overtaken)

    def _read(self, path: Path) -> str | None:
        """A module's text: in the editor if it is open there, else on the disk."""
        document = self._by_path.get(path)
        return document.text if document is not None else self._disk.read(path)

    def _surroundings_changed(self, path: Path) -> None:
        """What follows a value into this file may have another answer now."""
        self._finders.clear()
        for document in self._documents.values():
            if str(path) in document.modules:
                self._outdate(document)

    def _outdate(self, document: Document) -> None:
        """What lies around a document has changed, and with it perhaps the answer."""
        document.analysis = None
        self._put_off(document.uri)

    @property
    def ready(self) -> bool:
        """Whether the checker is loaded."""
        return self._checker is not None

    def prepare(self) -> None:
        """Load the checker while nothing else is to be done."""
        _ = self.checker

    @property
    def may_need_fixes(self) -> bool:
        """Whether somebody may soon ask for a fix, and what makes fixes isn't loaded."""
        return not self._can_fix and any(
            document.analysis is not None and document.analysis.result.findings
            for document in self._documents.values()
        )

    def prepare_fixes(self) -> None:
        """Load what makes fixes while nothing else is to be done."""
        from tapelint.fix.lazy import available

        self._can_fix = True
        available()

    @property
    def may_look_further(self) -> bool:
        """Whether programs that use a document may tell what isn't known of it by itself."""
        return any(map(_may_be_known_better, self._documents.values()))

    def look_further(self, overtaken: Callable[[], bool]) -> None:
        """Look at the programs that use a document, unless something is to be done meanwhile."""
        from tapelint.flow.python.modules import OvertakenError

        document = next(filter(_may_be_known_better, self._documents.values()))
        before = document.analysis
        assert before is not None
        document.analysis = replace(before, whole=True)
        self._overtaken = overtaken
        try:
            analysis = self._checked(document, before.index)
        except OvertakenError:
            document.analysis = before
            return
        finally:
            self._overtaken = bool
        if analysis.unsaid:
            return  # what is known of the text alone still holds
        document.analysis = replace(analysis, whole=True)
        if analysis.result != before.result:
            self._put_off(document.uri)
            self.on_analysed(document, analysis.result)

    def get(self, uri: str) -> Document | None:
        """The open document, if it is open; for a cell, its notebook."""
        return self._documents.get(self._notebooks.get(uri, uri))

    def is_cell(self, uri: str) -> bool:
        """Whether a URI names a cell of an open notebook."""
        return uri in self._notebooks

    def all(self) -> tuple[Document, ...]:
        """Every open document."""
        return tuple(self._documents.values())

    def edition(self, uri: str) -> int:
        """Counts the changes of a document; 0 where it isn't open."""
        document = self.get(uri)
        return document.edition if document else 0

    def put(self, uri: str, language: str, version: int | None, text: str) -> None:
        """A document was opened, or its text was replaced."""
        if uri in self._notebooks:
            return  # the cell of an open notebook, told of twice
        whole = without_surrogates(text)
        self._add(Document(uri, language, version, whole, next(self._editions)))

    def put_notebook(self, uri: str, cells: Cells) -> None:
        """A notebook was opened, or its cells have changed."""
        before = self._documents.get(uri)
        if before is not None and before.cells is not None and before.cells.code == cells.code:
            return
        text = cells.notebook.text
        document = Document(uri, "python", None, text, next(self._editions), cells=cells)
        if before is not None and before.cells is not None and before.text == text:
            document.analysis = before.analysis
        self._notebooks = {cell: book for cell, book in self._notebooks.items() if book != uri}
        for cell in document.uris:
            self._documents.pop(cell, None)
            self._unpublished.pop(cell, None)
            self._notebooks[cell] = uri
        self._add(document)

    def _add(self, document: Document) -> None:
        uri = document.uri
        self._documents[uri] = document
        if (path := to_path(uri)) is not None:
            self._by_path[path] = document
            if len(self._documents) > 1:
                self._surroundings_changed(path)
        self._mark(uri)

    def change(self, uri: str, version: int | None, text: str) -> None:
        """The text of an open document was replaced."""
        document = self._documents.get(uri)
        if document is not None and document.cells is None:
            self.put(uri, document.language, version, text)

    def close(self, uri: str) -> None:
        """Forget a document."""
        document = self._documents.pop(uri, None)
        for cell in document.uris if document is not None and document.cells else ():
            self._notebooks.pop(cell, None)
        self._unpublished.pop(uri, None)
        if (path := to_path(uri)) is not None and self._by_path.pop(path, None) is not None:
            self._surroundings_changed(path)

    def reconsider(self) -> None:
        """The settings or files have changed: every answer may be another one now."""
        self._finders.clear()
        for document in self._documents.values():
            document.analysis = None
            self._mark(document.uri)

    def did_change_on_disk(self, changed: Iterable[Path], moved: Iterable[Path]) -> None:
        """Modules were written by somebody else, or came and went (``moved``)."""
        from tapelint.project import may_import

        self._finders.clear()
        self._forget_programs()
        came = [file for file in moved if file not in self._by_path]
        gone = {str(file) for file in (*changed, *came) if file not in self._by_path}
        for document in self._documents.values():
            path = to_path(document.uri)
            finds = path is not None and any(may_import(path, file) for file in came)
            if finds or not gone.isdisjoint(document.modules):
                self._outdate(document)

    def _forget_programs(self) -> None:
        """Other programs may use a document by now."""
        if self._project is not None:
            self._project.forget_importers()
        for document in self._documents.values():
            if document.analysis is not None:
                document.analysis = replace(document.analysis, whole=False)

    def publish_again(self) -> None:
        """The texts are the same, and yet there is something else to tell of them."""
        for uri in self._documents:
            self._mark(uri)

    def _mark(self, uri: str) -> None:
        # Who asks for diagnostics does so after an edit, but not after one of another cell.
        if self.push or self._documents[uri].cells is not None:
            self._put_off(uri)

    def _put_off(self, uri: str) -> None:
        self._unpublished.pop(uri, None)
        self._unpublished[uri] = None

    def next_to_publish(self) -> str | None:
        """The document changed last among those whose findings the client hasn't got yet."""
        return next(reversed(self._unpublished), None)

    def published(self, uri: str) -> None:
        """The client has the findings of the newest text."""
        self._unpublished.pop(uri, None)

    def is_analysed(self, uri: str) -> bool:
        """Whether the newest text was analysed; a document that isn't open needs no analysis."""
        document = self.get(uri)
        return document is None or document.analysis is not None

    def analyse(self, uri: str) -> None:
        """Make sure that there is an answer for the newest text."""
        document = self.get(uri)
        if document is None or document.analysis is not None:
            return
        analysis = document.analysis = self._checked(document, LineIndex(document.text))
        self.analyses += 1
        self.on_analysed(document, analysis.result)

    def _checked(self, document: Document, index: LineIndex) -> Analysis:
        config = None
        try:
            config = self._config_for(document.uri)
            if config is None:
                return Analysis(index, None, CheckResult(), _EXCLUDED)
            if not document.is_python:
                return Analysis(index, config, CheckResult())
            checker = self.checker_for(document.uri)
            return Analysis(index, config, checker.check(document.text, config, fixes=False))
        except Exception:
            _log.exception("The check of %s failed; the file has no findings now", document.uri)
            return Analysis(index, config, CheckResult(), _FAILED)


def _may_be_known_better(document: Document) -> bool:
    """Whether a module isn't known to be fine, and nobody has looked at who uses it."""
    analysis = document.analysis
    if analysis is None or analysis.whole or not document.uri.endswith(".py"):
        return False
    return any(report.verdict is not Verdict.FLOWS for report in analysis.result.requests)


_Asked = tuple[str, "Version | None", "Finder | None", "ProjectRows", "Callers"]


class _Remembering:
    """An engine that knows its last answers: a fix is proved on texts that it has just seen."""

    def __init__(self, analyse: Analyse) -> None:
        self._analyse = analyse
        self._known: OrderedDict[_Asked, Flow] = OrderedDict()

    def __call__(
        self,
        parsed: Parsed,
        *,
        target: Version | None,
        finder: Finder | None,
        rows: ProjectRows,
        callers: Callers,
    ) -> Flow:
        key = parsed.text, target, finder, rows, callers
        flow = self._known.pop(key, None) or self._analyse(
            parsed, target=target, finder=finder, rows=rows, callers=callers
        )
        self._known[key] = flow
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return flow


def without_surrogates(text: str) -> str:
    """JSON may carry halves of characters, which no encoding can hold; widths stay the same."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
