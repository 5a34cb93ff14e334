#!/usr/bin/env python3
"""The reference slip by python-escpos, side by side with ours, alternating in one run.

    python3 -m venv ~/peer && ~/peer/bin/pip install python-escpos==3.1
    cargo bench --workspace --bench printing --profile dev --no-run     # prints the path of PROGRAM
    ~/peer/bin/python tests/benches/peer.py PROGRAM

python-escpos draws nothing itself: the slip is laid out with Pillow in the same font and order as ours, and
goes out as one raster image, which is how its users print Vietnamese. Both are timed inside one process, so
that neither pays for starting; PROGRAM is our bench, called with the argument `encode`.
"""

import statistics
import subprocess
import sys
import time

import qrcode
from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

DOTS = 576
FONTS = "/usr/share/fonts/truetype/liberation2/LiberationSans-{}.ttf"
TURNS, ROUNDS = 40, 3

REGULAR, BOLD = "Regular", "Bold"
LINES = [
    ("ỦY BAN NHÂN DÂN", BOLD, 28),
    ("PHƯỜNG LONG BIÊN", BOLD, 28),
    ("Số thứ tự của Quý khách", REGULAR, 23),
    ("A105", BOLD, 176),
    ("Xác nhận thông tin về cư trú", BOLD, 28),
    ("Giờ lấy số: 08:15 ngày 23/11/2026", REGULAR, 23),
    ("Số người chờ trước: 4", REGULAR, 23),
    ("Thời gian chờ dự kiến: 15 phút", REGULAR, 23),
    None,
    ("Xin mời Quý khách ngồi chờ gọi số.", REGULAR, 23),
    ("Xin cảm ơn Quý khách.", REGULAR, 23),
]
PAYLOAD = "https://motcua.example.vn/t/0123456789abcdefghijklmnop"

fonts = {(w, s): ImageFont.truetype(FONTS.format(w), s) for line in LINES if line for w, s in [line[1:]]}


def layout():
    sheet = Image.new("L", (DOTS, 1400), 255)
    pen, y = ImageDraw.Draw(sheet), 0
    for line in LINES:
        if line is None:
            code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=6, border=4)
            code.add_data(PAYLOAD)
            code.make(fit=True)
            picture = code.make_image().get_image().convert("L")
            sheet.paste(picture, ((DOTS - picture.width) // 2, y))
            y += picture.height
            continue
        words, weight, size = line
        left, _, right, bottom = pen.textbbox((0, 0), words, font=fonts[weight, size])
        pen.text(((DOTS - right + left) // 2, y), words, font=fonts[weight, size], fill=0)
        y += max(bottom, int(size * 1.28))
    return sheet.crop((0, 0, DOTS, y)).convert("1", dither=Image.Dither.NONE)


def encode(picture):
    printer = Dummy(profile="TM-T20II")
    printer.image(picture, impl="bitImageRaster")
    printer.cut()
    return printer.output


def timed(work, *given):
    start = time.perf_counter()
    result = work(*given)
    return (time.perf_counter() - start) * 1000, result


def theirs():
    layouts, encodes, size = [], [], 0
    for _ in range(TURNS):
        took, picture = timed(layout)
        layouts.append(took)
        took, output = timed(encode, picture)
        encodes.append(took)
        size = len(output)
    both = [a + b for a, b in zip(layouts, encodes)]
    return f"{size} bytes, layout and encode {statistics.median(both):.2f} ms, encode alone {statistics.median(encodes):.2f} ms (median of {TURNS})"


for number in range(1, ROUNDS + 1):
    print(f"round {number}")
    print("  python-escpos, one raster:", theirs())
    ours = subprocess.run([sys.argv[1], "encode"], check=True, capture_output=True, text=True).stdout
    print("  " + ours.strip().replace("\n", "\n  "))
