// ---- frame.js: where a step stands, in every chart of a component; painting numbers as pixels ----

import { clamp, css, mix } from "./scale.js";

// Every step owns one bin of equal width, in all three charts: that is what makes the cursor one line.
export function frameOf(width, count) {
  const left = width < 560 ? 46 : 64;
  const right = 10;
  const plot = Math.max(width - left - right, 10);
  const cell = plot / count;
  return {
    width,
    left,
    right,
    plot,
    cell,
    count,
    narrow: width < 560,
    x: (step) => left + (step + 0.5) * cell,
    stepAt: (x) => clamp(Math.floor((x - left) / cell), 0, count - 1),
  };
}

export function paintStates(canvas, image, gaps, palette) {
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext("2d").putImageData(image, 0, 0);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (gaps.length) paintGaps(context, image, gaps, palette);
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}

function paintGaps(context, image, gaps, palette) {
  const tile = new OffscreenCanvas(6, 6);
  const pen = tile.getContext("2d");
  pen.strokeStyle = css(mix(palette.surface, palette.ink, 0.55));
  pen.stroke(new Path2D("M-1 7L7 -1M-1 1L1 -1M5 7L7 5"));
  context.fillStyle = context.createPattern(tile, "repeat");
  const wide = context.canvas.width / image.width, tall = context.canvas.height / image.height;
  for (const [row, step] of gaps) context.fillRect(step * wide, row * tall, wide, tall);
}

export function placeColumn(node, frame, step) {
  node.hidden = step === null;
  if (step === null) return;
  const wide = Math.max(frame.cell, 3);
  node.style.width = `${wide}px`;
  node.style.transform = `translateX(${frame.x(step) - frame.left - wide / 2}px)`;
}
