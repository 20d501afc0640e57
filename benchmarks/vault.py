"""Makes a vault of notes, the same for the same seed, in the proportions of a real garden.

python benchmarks/vault.py FOLDER --notes 150 --seed 1
"""

from __future__ import annotations

import argparse
import random
import struct
import zlib
from pathlib import Path

WORDS = (
    "musée collection public œuvre visite équipe numérique image donnée archive médiation salle "
    "objet exposition projet outil réseau école récit carte son lumière recherche conservation "
    "inventaire accès droit langue atelier réserve partage enquête mesure budget prestataire"
).split()
DOMAINS = (
    "Collection : Numérisation des collections",
    "Curation : Création de formats numériques",
    "Marketing et communication : Diversification de la participation",
    "Éducation et apprentissage",
    "Informatique et métiers techniques",
)
NOTES_A_SKILLS_NOTE = 50
SKILLS_A_DOMAIN = 6
PICTURES = 20
"""Pictures of a vault, of 480,000 pixels each."""


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def sentence(rng: random.Random, names: list[str]) -> str:
    text = words(rng, rng.randint(8, 18)).capitalize()
    chance = rng.random()
    target = rng.choice(names)
    if chance < 0.18:
        text += f" (voir [[{target}]])"
    elif chance < 0.24:
        text += f", comme le dit [[{target}#À retenir|une autre note]]"
    elif chance < 0.26:
        text += f" et [[{words(rng, 2)} à écrire]]"
    elif chance < 0.30:
        text += f" avec **{rng.choice(WORDS)}**, ==utile== et *{rng.choice(WORDS)}*"
    return text + "."


def section(rng: random.Random, names: list[str]) -> str:
    parts = [" ".join(sentence(rng, names) for _ in range(rng.randint(2, 5)))]
    if rng.random() < 0.5:
        parts.append("\n".join(f"- {sentence(rng, names)}" for _ in range(rng.randint(2, 6))))
    if rng.random() < 0.15:
        parts.append(f"> [!note] {words(rng, 3)}\n> {sentence(rng, names)}")
    if rng.random() < 0.06:
        parts.append(f"![[{rng.choice(names)}#À retenir]]")
    if rng.random() < 0.03:
        parts.append(f"![[plan-{rng.randrange(PICTURES)}.png|{words(rng, 4).capitalize()}|300]]")
    return "\n\n".join(parts)


def note(rng: random.Random, name: str, names: list[str], question: bool) -> str:
    kind = "question" if question else "ressource"
    day = f"2022-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    head = f"---\ntitle: Jardin\ndate: {day}\ntags: [{kind}]\nalias: [{words(rng, 3)}]\n---\n"
    body = [f"# {name}", section(rng, names), "## À retenir", section(rng, names)]
    for _ in range(rng.randint(1, 4)):
        body += [f"## {words(rng, rng.randint(2, 5)).capitalize()}", section(rng, names)]
    return head + "\n\n".join(body) + "\n"


def skills_note(rng: random.Random, name: str, names: list[str], first: int) -> str:
    lines = ["---", "competences: true", "tags: [question]", "---", f"# {name}", ""]
    number = first
    for domain in DOMAINS:
        lines += [f"## {domain}", ""]
        for _ in range(rng.randint(2, SKILLS_A_DOMAIN)):
            number += 1
            mark = f"{domain[:3].lower().replace('é', 'e')}-{number:03}"
            lines.append(f"- {words(rng, rng.randint(4, 12)).capitalize()} ^{mark}")
            lines.append(f"\t- {words(rng, 20).capitalize()}.")
            lines.append("\t- acquisition:: auto-formation")
            if rng.random() < 0.4:
                lines.append(f"\t- Voir [[{rng.choice(names)}]]")
        lines.append("")
    return "\n".join(lines)


def picture(number: int) -> bytes:
    """Return a picture (PNG, 800 by 600): a grid in shades of grey, another for each number."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    width, height = 800, 600
    rows = b"".join(
        b"\0" + bytes((x * (number + 3) // 8 ^ y // 4) & 0xFF for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 6)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def make_skills(folder: Path, count: int, seed: int) -> None:
    """Write ``count`` skills into notes of a hundred, and some notes that they refer to."""
    rng = random.Random(seed)
    names = [f"{words(rng, rng.randint(2, 6)).capitalize()} {i}" for i in range(100)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Manuel\n", encoding="utf-8")
    for name in names:
        (folder / f"{name}.md").write_text(note(rng, name, names, question=False), "utf-8")
    for first in range(0, count, 100):
        lines = ["---", "competences: true", "---", f"# Compétences {first // 100}", ""]
        domain = DOMAINS[first // 100 % len(DOMAINS)]
        lines += [f"## {domain}", ""]
        for number in range(first + 1, min(first + 100, count) + 1):
            mark = f"{domain[:3].lower().replace('é', 'e')}-{number}"
            lines.append(f"- {words(rng, rng.randint(4, 12)).capitalize()} ^{mark}")
            lines.append(f"\t- {words(rng, 20).capitalize()}.")
            lines.append("\t- acquisition:: auto-formation")
            if rng.random() < 0.4:
                lines.append(f"\t- Voir [[{rng.choice(names)}]]")
        text = "\n".join((*lines, ""))
        (folder / f"Compétences {first // 100}.md").write_text(text, encoding="utf-8")


def make(folder: Path, count: int, seed: int) -> None:
    """Write ``count`` notes and an index into ``folder``."""
    rng = random.Random(seed)
    names = [f"{words(rng, rng.randint(2, 6)).capitalize()} {i}" for i in range(count)]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        (folder / f"plan-{number}.png").write_bytes(picture(number))
    (folder / "index.md").write_text(f"# Manuel\n\n{sentence(rng, names)}\n", encoding="utf-8")
    for i, name in enumerate(names):
        if i % NOTES_A_SKILLS_NOTE == 0:
            text = skills_note(rng, name, names, i * 10)
        else:
            text = note(rng, name, names, question=i % 4 == 0)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    make(args.folder, args.notes, args.seed)


if __name__ == "__main__":
    main()
