"""The embedder, over tiny graphs with the real ones' signatures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput, QueryInput
from picseek.engine.embed.clip import onnx_runtime as sessions
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.embedder import ClipEmbedder
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.embed.clip.onnx_runtime import Runtime
from picseek.engine.embed.clip.preparer import normalised
from picseek.engine.errors import Cancelled, ModelError, PictureError
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.clip.models import install, make_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("clip", "quantised", "combined", "siglip")


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[ClipModel, Path]]:
    made = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind)
        made[kind] = make_model(folder, model_id=f"tiny-{kind}", kind=kind), folder
    return made


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


@pytest.fixture
def opened(
    repositories: dict[str, tuple[ClipModel, Path]], folder: ModelFolder
) -> Iterator[Callable[..., ClipEmbedder]]:
    made: list[ClipEmbedder] = []

    def open_(
        kind: str = "clip",
        runtime: Runtime | None = None,
        idle: tuple[float, float] = (60.0, 60.0),
        notes: list[str] | None = None,
    ) -> ClipEmbedder:
        model, repository = repositories[kind]
        install(model, repository, folder)
        notes = [] if notes is None else notes

        runtime = runtime or Runtime(cores=lambda: 2)
        made.append(ClipEmbedder(model, folder, runtime, on_notice=notes.append, idle=idle))
        return made[-1]

    yield open_
    for embedder in made:
        embedder.close()


def pictures(embedder: ClipEmbedder, count: int, seed: int = 0) -> list[PictureInput]:
    random = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        pixels = random.integers(0, 256, (20, 30, 3), np.uint8)
        image = Image.fromarray(pixels, "RGB")
        made.append(PictureInput(embedder.preparer(image, PictureFacts(30, 20, "PNG"))))
    return made


def vectors(embedder: ClipEmbedder, inputs: list[PictureInput]) -> NDArray[np.float32]:
    found = embedder.embed_pictures(inputs, CancelToken())
    assert not any(isinstance(each, PictureError) for each in found)
    return np.stack(found)  # type: ignore[arg-type]


def ask(embedder: ClipEmbedder, text: str) -> NDArray[np.float32]:
    found = embedder.embed_query(QueryInput(parse(text)), CancelToken()).vector
    assert found is not None
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_vectors_are_unit_vectors_of_the_models_length(
    opened: Callable[..., ClipEmbedder], kind: str
) -> None:
    embedder = opened(kind)
    found = vectors(embedder, pictures(embedder, 11))
    asked = ask(embedder, "a red cat")
    assert found.shape == (11, embedder.spec.dim)
    assert found.dtype == asked.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert abs(np.linalg.norm(asked) - 1) < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_the_same_vector_in_any_batch(
    opened: Callable[..., ClipEmbedder], kind: str
) -> None:
    embedder = opened(kind)
    inputs = pictures(embedder, 9)
    together = vectors(embedder, inputs)
    alone = np.concatenate([vectors(embedder, [each]) for each in inputs])
    backwards = vectors(embedder, inputs[::-1])[::-1]
    assert np.allclose(together, alone, atol=1e-6)
    assert np.allclose(together, backwards, atol=1e-6)
    if kind == "quantised":
        assert np.array_equal(together, alone)


def test_the_vectors_are_the_graphs_own(
    opened: Callable[..., ClipEmbedder], repositories: dict[str, tuple[ClipModel, Path]]
) -> None:
    model, repository = repositories["clip"]
    embedder = opened()
    (picture,) = pictures(embedder, 1)
    session = onnxruntime.InferenceSession(str(repository / model.vision.file.path))
    pixels = normalised(picture.prepared, model.picture)[None]
    (raw,) = session.run(["image_embeds"], {"pixel_values": pixels})
    expected = raw[0] / np.linalg.norm(raw[0])
    assert np.allclose(vectors(embedder, [picture])[0], expected, atol=1e-6)


def test_templates_are_averaged(tmp_path: Path) -> None:
    repository, folder = tmp_path / "repository", ModelFolder(tmp_path / "models")
    single = {}
    for templates in (("{}",), ("a photo of {}",), ("{}", "a photo of {}")):
        model = make_model(repository, templates=templates)
        install(model, repository, folder)
        embedder = ClipEmbedder(model, folder, Runtime(cores=lambda: 1), on_notice=lambda _: None)
        single[templates] = ask(embedder, "cat")
        embedder.close()
    both = single["{}",] + single["a photo of {}",]
    averaged = single["{}", "a photo of {}"]
    assert np.allclose(averaged, both / np.linalg.norm(both), atol=1e-5)


@pytest.mark.parametrize("kind", ["quantised", "combined"])
def test_a_question_does_not_depend_on_its_case(
    opened: Callable[..., ClipEmbedder], kind: str
) -> None:
    embedder = opened(kind)
    assert np.array_equal(ask(embedder, "Red CAT"), ask(embedder, "red cat"))
    assert not np.allclose(ask(embedder, "red cat"), ask(embedder, "two dogs"), atol=1e-3)


def test_a_minus_turns_the_question_away(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    dog = ask(embedder, "dogs")
    plain, without = ask(embedder, "beach"), ask(embedder, "beach -dogs")
    assert without @ dog < plain @ dog
    assert np.allclose(ask(embedder, "-dogs"), -dog, atol=1e-5)


def test_words_and_a_picture_are_asked_together(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    (picture,) = pictures(embedder, 1)
    found = embedder.embed_query(QueryInput(parse("cat"), (picture,)), CancelToken()).vector
    both = ask(embedder, "cat") + vectors(embedder, [picture])[0]
    assert found is not None
    assert np.allclose(found, both / np.linalg.norm(both), atol=1e-5)
    assert embedder.embed_query(QueryInput(parse("  ")), CancelToken()).vector is None


def test_a_very_long_question_is_cut(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened("siglip")
    assert np.array_equal(ask(embedder, "dog " * 20), ask(embedder, "dog " * 5000))


def test_a_picture_that_is_none_costs_itself_only(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    good = pictures(embedder, 2)
    found = embedder.embed_pictures([good[0], PictureInput(b"?"), good[1]], CancelToken())
    assert isinstance(found[1], PictureError)
    assert np.allclose(np.stack([found[0], found[2]]), vectors(embedder, good), atol=1e-6)  # type: ignore[list-item]
    with pytest.raises(PictureError):
        embedder.embed_query(QueryInput(parse(""), (PictureInput(b"?"),)), CancelToken())


def test_a_stop_is_heeded_between_pictures(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        embedder.embed_pictures(pictures(embedder, 1), token)
    with pytest.raises(Cancelled):
        embedder.embed_query(QueryInput(parse("cat")), token)


def test_many_threads_get_what_one_gets(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    batches = [pictures(embedder, 5, seed) for seed in range(8)]
    expected = [vectors(embedder, batch) for batch in batches]
    with ThreadPoolExecutor(4) as executor:
        found = list(executor.map(lambda batch: vectors(embedder, batch), batches))
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(found, expected, strict=True))


def test_asking_loads_the_words_half_alone(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    assert embedder.loaded == (False, False)
    ask(embedder, "cat")
    assert embedder.loaded == (False, True)
    vectors(embedder, pictures(embedder, 1))
    assert embedder.loaded == (True, True)


def test_a_question_takes_as_many_cores_as_it_may(
    opened: Callable[..., ClipEmbedder], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[int] = []
    load = sessions.on_processor

    def noted(path: Path, *, threads: int, eager: bool) -> sessions.Session:
        asked_for.append(threads)
        return load(path, threads=threads, eager=eager)

    monkeypatch.setattr("picseek.engine.embed.clip.embedder.on_processor", noted)
    cores = [2]
    embedder = opened(runtime=Runtime(cores=lambda: cores[0]))
    before = ask(embedder, "a red cat")
    ask(embedder, "a dog")
    cores[0] = 1
    assert np.allclose(ask(embedder, "a red cat"), before, atol=1e-6)
    ask(embedder, "a dog")
    assert asked_for == [2, 1]


def test_a_question_has_the_same_vector_each_time(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened("quantised")
    first = ask(embedder, "a red cat")
    ask(embedder, "two dogs on a beach at sunset")
    assert np.array_equal(ask(embedder, "a red cat"), first)


def test_what_nobody_uses_is_let_go_and_comes_back(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened(idle=(0.05, 0.05))
    before = ask(embedder, "cat")
    (picture,) = pictures(embedder, 1)
    vectors(embedder, [picture])
    gone = threading.Event()
    for _ in range(600):
        if embedder.loaded == (False, False):
            break
        gone.wait(0.05)
    assert embedder.loaded == (False, False)
    assert np.array_equal(ask(embedder, "cat"), before)


def test_a_closed_model_says_so(opened: Callable[..., ClipEmbedder]) -> None:
    embedder = opened()
    ask(embedder, "cat")
    embedder.close()
    embedder.close()
    with pytest.raises(ModelError, match="closed"):
        ask(embedder, "cat")


def test_an_accelerator_that_is_not_there_is_replaced_with_a_notice(
    opened: Callable[..., ClipEmbedder],
) -> None:
    notes: list[str] = []
    embedder = opened(runtime=Runtime("cuda"), notes=notes)
    vectors(embedder, pictures(embedder, 1))
    assert embedder.accelerator == "cpu"
    assert notes == [
        "The installed ONNX Runtime doesn't support NVIDIA graphics card "
        "(CUDA), so the processor is used."
    ]


def test_an_accelerator_that_fails_is_replaced_with_a_notice(
    opened: Callable[..., ClipEmbedder], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: offered)
    plain = onnxruntime.InferenceSession

    def failing(*arguments: object, providers: list[str], **options: object) -> object:
        if providers[0] == "CUDAExecutionProvider":
            raise RuntimeError("no driver")
        return plain(*arguments, providers=providers, **options)

    monkeypatch.setattr(onnxruntime, "InferenceSession", failing)
    notes: list[str] = []
    embedder = opened(runtime=Runtime("auto"), notes=notes)
    assert embedder.spec.batch_pictures == 16
    vectors(embedder, pictures(embedder, 1))
    assert embedder.accelerator == "cpu"
    assert "no driver" in notes[0]


def test_a_damaged_graph_is_reported(
    opened: Callable[..., ClipEmbedder],
    repositories: dict[str, tuple[ClipModel, Path]],
    folder: ModelFolder,
) -> None:
    embedder = opened()
    model, _ = repositories["clip"]
    folder.file(model, model.vision.file).write_bytes(b"no graph")
    with pytest.raises(ModelError, match="Download or add the model again") as caught:
        vectors(embedder, pictures(embedder, 1))
    assert "\n" not in str(caught.value)


def test_a_graph_of_another_kind_is_reported(
    opened: Callable[..., ClipEmbedder],
    repositories: dict[str, tuple[ClipModel, Path]],
    folder: ModelFolder,
) -> None:
    embedder = opened()
    model, _ = repositories["clip"]
    text = folder.file(model, model.text.file)
    text.write_bytes(folder.file(model, model.vision.file).read_bytes())
    with pytest.raises(ModelError, match="not text_embeds"):
        ask(embedder, "cat")
