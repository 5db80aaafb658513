import { channelsOf, colourOf, type Draw, useDrawing } from "./drawing.ts";
import { GRID, type Picture, REACH } from "./protocol.ts";
import type { Session } from "./session.ts";

/** Pixels of the canvas of the points: the page shows it at about half the size. */
const SIZE = 480;

interface Props {
  readonly index: number;
  readonly session: Session;
}

/** The probability of one class over the plane, below the points that the nets learn from. */
export function Plane({ index, session }: Props) {
  const plane = useDrawing(session, (canvas: HTMLCanvasElement) => planeOn(canvas, index));
  const points = useDrawing(session, pointsOn);
  return (
    <div class="plane" role="img" aria-label="What the net answers over the plane, and the data">
      <canvas ref={plane} width={GRID} height={GRID} />
      <canvas ref={points} width={SIZE} height={SIZE} />
    </div>
  );
}

/** A pixel for each place; the page scales and smooths them. */
function planeOn(canvas: HTMLCanvasElement, index: number): Draw {
  const context = canvas.getContext("2d")!;
  const image = new ImageData(GRID, GRID);
  const pixels = new Uint32Array(image.data.buffer);
  const shades = shadesOf(canvas);
  return ({ nets }) => {
    const answers = nets[index]?.latest.answers;
    if (answers?.length !== pixels.length) return;
    for (let i = 0; i < pixels.length; i++) pixels[i] = shades[answers[i]!]!;
    context.putImageData(image, 0, 0);
  };
}

/** From the colour of one class over that of neither to the other, by the probability in 255ths. */
function shadesOf(canvas: Element): Uint32Array {
  const channels = (name: string) => channelsOf(colourOf(canvas, name));
  const [neither, ...sides] = ["--neither", "--field-0", "--field-1"].map(channels);
  const bytes = new Uint8ClampedArray(4 * 256);
  for (let p = 0; p < 256; p++) {
    const sure = Math.abs((2 * p) / 255 - 1);
    const side = sides[p < 128 ? 0 : 1]!;
    bytes.set([...neither!.map((channel, i) => channel + (side[i]! - channel) * sure), 255], 4 * p);
  }
  return new Uint32Array(bytes.buffer);
}

/** They stay as they are until other nets are built. */
function pointsOn(canvas: HTMLCanvasElement): Draw {
  const context = canvas.getContext("2d")!;
  const fills = ["--point-0", "--point-1"].map((name) => colourOf(canvas, name));
  context.strokeStyle = colourOf(canvas, "--rim");
  context.lineWidth = 1.5;
  let drawn: Picture | undefined;
  return ({ picture }) => {
    if (picture === drawn) return;
    drawn = picture;
    context.clearRect(0, 0, SIZE, SIZE);
    if (picture.kind !== "points") return;
    const at = (coordinate: number) => ((1 + coordinate / REACH) / 2) * SIZE;
    for (const [i, kind] of picture.y.entries()) {
      context.fillStyle = fills[kind]!;
      context.beginPath();
      context.arc(at(picture.x[2 * i]!), at(-picture.x[2 * i + 1]!), 5, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  };
}
