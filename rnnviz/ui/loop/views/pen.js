// ---- pen.js: arrows and words on a canvas ----

export function arrow({ pen, line }, x1, y1, x2, y2) {
  const long = Math.hypot(x2 - x1, y2 - y1);
  if (long < 4) return;
  const angle = Math.atan2(y2 - y1, x2 - x1), head = Math.min(7, long);
  pen.strokeStyle = pen.fillStyle = line;
  pen.lineWidth = 1.75;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2 - head * 0.6 * Math.cos(angle), y2 - head * 0.6 * Math.sin(angle));
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x2, y2);
  for (const side of [-1, 1]) {
    pen.lineTo(x2 - head * Math.cos(angle + side * 0.45), y2 - head * Math.sin(angle + side * 0.45));
  }
  pen.fill();
}

export function say({ pen, ink, soft, font }, text, x, y, strong) {
  pen.font = `${strong ? 650 : 400} 12px ${font}`;
  pen.fillStyle = strong ? ink : soft;
  pen.fillText(text, x, y);
}
