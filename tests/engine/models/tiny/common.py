"""Tokenizers trained on the spot: small, exact in format, and nothing is downloaded."""

import json
import string
from importlib import import_module
from typing import Any, cast

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

# Their annotations are narrower than their code, and lazy: tuples of one, names "not exported".
diffusers: Any = import_module("diffusers")
transformers: Any = import_module("transformers")

CORPUS = [
    "a close-up photograph of a woman, 85mm lens, shallow depth of field, soft key light",
    "portrait of a man with grey eyes, film grain, catchlight in both eyes, natural skin texture",
    "hair, wardrobe, background, golden hour, studio, rim light, detailed iris and pupil",
    "blurry, deformed, cartoon, plastic skin, watermark, text",
    "describe the image by detailing the color, shape, size, texture, quantity, text, spatial",
] * 4

BYTES = sorted(pre_tokenizers.ByteLevel.alphabet())
QWEN_SPECIALS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
QWEN_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n"
    "{% if m['content'] is string %}{{ m['content'] }}{% else %}{% for c in m['content'] %}"
    "{% if c['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% elif 'text' in c %}{{ c['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n"
    "{% endif %}{% endif %}"
)

Merges = list[tuple[str, str]]


def clip_tokenizer(size: int = 900, *, pad: str = "<|endoftext|>") -> Any:
    """As CLIP's: lower case, words end in </w>, begin and end have the two highest ids."""
    pre = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(
                Regex(r"[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), behavior="removed", invert=True
            ),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    vocab, merges = _bpe(size - 2 - len(BYTES), "</w>", normalizers.Lowercase(), pre)
    for each in BYTES:  # every byte may end a word, or unknown words become the end of text
        vocab.setdefault(f"{each}</w>", len(vocab))
    for each in ("<|startoftext|>", "<|endoftext|>"):
        vocab[each] = len(vocab)
    return transformers.CLIPTokenizer(
        vocab=vocab, merges=merges, pad_token=pad, model_max_length=77
    )


def t5_encoder(tokenizer: Any, width: int, kind: str = "T5") -> Any:
    """Two layers of T5's encoder, or of UMT5's."""
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=len(tokenizer),
        d_model=width,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        dropout_rate=0.0,
    )
    return getattr(transformers, f"{kind}EncoderModel")(config).eval()


def video_vae(kind: str, channels: int) -> Any:
    """Wan's autoencoder, or Qwen-Image's, which is its sister."""
    made = getattr(diffusers, f"AutoencoderKL{kind}")(
        base_dim=4,
        z_dim=channels,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.1, -0.2, 0.0, 0.3],
        latents_std=[1.5, 0.8, 1.0, 2.0],
    )
    return made.eval()


def t5_tokenizer(size: int = 400, *, longest: int = 512, extra: int = 8) -> Any:
    """As T5's: pieces with scores, without sentencepiece."""
    signs = list(string.printable.strip())
    made: Any = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer: Any = trainers.UnigramTrainer
    made.train_from_iterator(
        CORPUS,
        trainer(
            vocab_size=size - 3 - extra,
            unk_token="<unk>",  # noqa: S106 - a token of text
            special_tokens=["<unk>"],
            show_progress=False,
            initial_alphabet=signs,
        ),
    )
    found = json.loads(made.to_str())["model"]["vocab"]
    pieces = [(str(piece), float(score)) for piece, score in found if piece != "<unk>"]
    have = {piece for piece, _ in pieces}
    vocab = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *pieces]
    vocab += [(sign, -12.0) for sign in signs if sign not in have]
    vocab += [(f"<extra_id_{i}>", 0.0) for i in reversed(range(extra))]
    return transformers.T5Tokenizer(vocab=vocab, extra_ids=extra, model_max_length=longest)


def qwen_tokenizer(size: int = 700, *, longest: int = 2048) -> Any:
    """As Qwen's, with its eight signs and a chat template for strings and lists."""
    pre = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    vocab, merges = _bpe(size - len(QWEN_SPECIALS), None, normalizers.NFC(), pre)
    for each in QWEN_SPECIALS:
        vocab[each] = len(vocab)
    made: Any = transformers.Qwen2Tokenizer(vocab=vocab, merges=merges, model_max_length=longest)
    made.add_special_tokens({"additional_special_tokens": list(QWEN_SPECIALS[1:])})
    made.chat_template = QWEN_TEMPLATE
    return made


def _bpe(size: int, end: str | None, normalizer: Any, pre: Any) -> tuple[dict[str, int], Merges]:
    said = {"end_of_word_suffix": end} if end else {}
    bpe: Any = models.BPE
    made: Any = Tokenizer(bpe(**said))
    made.normalizer, made.pre_tokenizer = normalizer, pre
    trainer: Any = trainers.BpeTrainer
    made.train_from_iterator(
        CORPUS,
        trainer(
            vocab_size=size,
            special_tokens=[],
            show_progress=False,
            initial_alphabet=BYTES,
            **said,
        ),
    )
    found = json.loads(made.to_str())["model"]
    merges: Merges = [_pair(each) for each in found["merges"]]
    return cast("dict[str, int]", found["vocab"]), merges


def _pair(merge: str | list[str]) -> tuple[str, str]:
    first, second = merge.split(" ") if isinstance(merge, str) else merge
    return first, second
