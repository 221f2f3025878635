"""Offers a better model if nothing was found, and while there are no pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.text import units, wording

if TYPE_CHECKING:
    from picseek.engine.types.models import LocalModel
    from picseek.ui.models.offer import ModelOffer
    from picseek.ui.search.pages import Pages


class BetterModel(QObject):
    """Shows the offered model on the pages without pictures."""

    def __init__(self, offer: ModelOffer, pages: Pages) -> None:
        super().__init__(pages)
        self._pages = pages
        offer.changed.connect(self._on_offer)
        pages.offer_requested.connect(offer.ask)

    def _on_offer(self, model: LocalModel | None) -> None:
        if model is None:
            self._pages.set_better("")
            return
        title, about = wording.localized(model.title), wording.localized(model.about)
        size = units.data(model.missing)
        text = self.tr(
            "Search better with “{}”. {} One-time download of {}; your "
            "pictures stay on this computer."
        )
        self._pages.set_better(text.format(title, about, size))
