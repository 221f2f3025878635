"""The page for the choice of a model."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from picseek.engine.messages import without_advice
from picseek.engine.types.models import DEFAULT_MODEL, is_built_in
from picseek.ui.models.controller import ModelsController, ModelsState
from picseek.ui.models.downloads import DownloadController
from picseek.ui.models.local_models import LocalController
from picseek.ui.preferences.local_group import LocalGroup
from picseek.ui.preferences.model_group import ModelGroup
from picseek.ui.preferences.page import Page, show_text
from picseek.ui.text import units, wording
from picseek.ui.widgets.form_parts import push_button, sentence

_SHEET = """
#modelGroup { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; }
#modelProgress { border: none; background: palette(mid); border-radius: 3px; max-height: 6px; }
#modelProgress::chunk { background: palette(highlight); border-radius: 3px; }
#deleteModelButton { border: none; background: transparent; color: palette(link);
                     padding: 2px 0; text-align: left; }
#deleteModelButton:hover, #deleteModelButton:focus { text-decoration: underline; }
#deleteModelButton:disabled { color: palette(placeholder-text); }
#modelRow[place="later"] { border-top: 1px solid palette(mid); }
#usedModel { color: palette(link); font-weight: bold; padding: 2px 7px;
             border: 1px solid transparent; border-radius: 4px; }
#recommendedModel { color: palette(link); font-weight: bold; }
#usedModel:focus { border-color: palette(link); }
"""
_COHERE = "cohere/"


class ModelsPage(Page):
    """The models in three groups.

    Signals:
        compare_requested: The user wants to compare models in the search.
    """

    compare_requested = Signal()

    def __init__(
        self,
        models: ModelsController,
        local: LocalController,
        downloads: DownloadController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("models", self.tr("Models"), parent)
        self._models = models
        self._local = local
        self.body.setObjectName("modelList")
        self.setStyleSheet(_SHEET)
        self._refusal = sentence(name="modelRefusal", hidden=True)
        self._loading = sentence(self.tr("Loading models…"), name="modelsLoading")
        self.basic = ModelGroup(self.tr("Basic: built in, ready to use"))
        self.better = LocalGroup(self.tr("Better: on this computer"), local, downloads)
        self.best = ModelGroup(self.tr("Best: Cohere, over the internet"))
        self.best.column.addLayout(self._make_entry())
        self._key = push_button(
            "enterKeyButton",
            self.tr("Enter a key…"),
            lambda: self.page_requested.emit("cohere"),
            self.tr("Open the Cohere page to enter a key"),
        )
        self._key.hide()
        compare = self.tr("Compare models…")
        self._compare = push_button("compareModelsButton", compare, self.compare_requested)
        self._lay_out()
        models.changed.connect(self._on_changed)
        models.refused.connect(self._on_refused)
        local.refused.connect(self._on_refused)
        local.changed.connect(self._show_about)
        self._on_changed(models.state)

    def _lay_out(self) -> None:
        self.best.column.insertWidget(2, self._key, 0, Qt.AlignmentFlag.AlignLeft)
        intro = sentence(
            self.tr(
                "The model determines what you can find. You can switch at any "
                "time: every model keeps its index of your pictures, so switching "
                "back costs nothing."
            ),
            muted=True,
        )
        self.column.addWidget(intro)
        self.column.addWidget(self._refusal)
        self.column.addWidget(self._loading)
        for group in (self.basic, self.better, self.best):
            group.wanted.connect(self._choose)
            self.column.addWidget(group)
        self.column.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _make_entry(self) -> QHBoxLayout:
        self._name = QLineEdit(self)
        self._name.setObjectName("otherModelName")
        self._name.setAccessibleName(self.tr("Name of another model"))
        self._name.setPlaceholderText(self.tr("Another model by name, such as embed-v4.0:512"))
        self._name.setToolTip(self.tr("Any model of the service, even if Picseek doesn't list it"))
        self._other = push_button(
            "otherModelButton",
            self.tr("Use"),
            lambda: self._choose(_COHERE + self._wanted_name()),
        )
        self._other.setAccessibleName(self.tr("Use the model with this name"))
        self._other.setEnabled(False)
        self._name.textChanged.connect(self._on_name)
        self._name.returnPressed.connect(self._other.click)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._other)
        return row

    def refresh(self) -> None:
        """Read the models again."""
        self._models.refresh(whole=True)
        self._local.refresh()

    def _wanted_name(self) -> str:
        return self._name.text().strip().removeprefix(_COHERE)

    def _choose(self, model: str) -> None:
        show_text(self._refusal, "")
        self._models.choose(model)

    @Slot()
    def _on_name(self) -> None:
        self._other.setEnabled(bool(self._wanted_name()) and self._models.writable)

    @Slot(object)
    def _on_changed(self, state: ModelsState) -> None:
        self._show_groups(bool(state.infos))
        usable = self._models.writable
        local = [info for info in state.infos if not info.remote]
        remote = [info for info in state.infos if info.remote]
        basic = [info for info in local if is_built_in(info.id)]
        better = [info for info in local if not is_built_in(info.id)]
        self.basic.set_infos(basic, state, usable=usable)
        self._show_about()
        self.better.set_infos(better, state, usable=usable)
        self.best.set_infos(remote, state, usable=usable)
        needs = next((info.needs for info in remote if info.needs), "")
        show_text(self.best.needs, _requirement(needs))
        self._key.setVisible(bool(needs))
        several = bool(state.comparable)
        self._compare.setEnabled(several)
        self._compare.setToolTip(
            self.tr("Run the same search with different models to compare the results")
            if several
            else self.tr("Available when a second model has indexed your pictures")
        )
        if any(info.id == _COHERE + self._wanted_name() for info in state.infos):
            self._name.clear()
        self._on_name()

    @Slot()
    def _show_about(self) -> None:
        """Show what the built-in model is good at, and its speed."""
        about = self.tr(
            "Finds things, scenes and colors, and understands descriptions in many "
            "languages. The fastest model."
        )
        for row in self.basic.rows:
            if row.model == DEFAULT_MODEL:
                speed = self._local.state.speeds.get(DEFAULT_MODEL)
                pace = units.pace(speed.per_minute, measured=speed.measured) if speed else ""
                row.set_about(f"{about}\n{pace[:1].upper()}{pace[1:]}" if pace else about)

    def _show_groups(self, known: bool) -> None:
        self._loading.setVisible(not known)
        for part in (self.basic, self.better, self.best, self._compare):
            part.setVisible(known)

    @Slot(object)
    def _on_refused(self, reason: str) -> None:
        self._show_groups(True)
        show_text(self._refusal, reason)
        self.ensureWidgetVisible(self._refusal)


def _requirement(needs: str) -> str:
    """Return what a service's models need; the advice would name the preferences."""
    return wording.localized(without_advice(needs)).rstrip(".") + "." if needs else ""
