import { channelsOf, colourOf, type Draw, useDrawing } from "./drawing.ts";
import { SHOWN, SIDE } from "./protocol.ts";
import type { Session } from "./session.ts";

/** Digits in a row. */
const ROW = Math.sqrt(SHOWN);
const SIZE = ROW * SIDE;

interface Props {
  readonly index: number;
  readonly session: Session;
}

/** The first digits; those that the net reads wrongly stand out. */
export function DigitsRead({ index, session }: Props) {
  const canvas = useDrawing(session, (canvas: HTMLCanvasElement) => digitsOn(canvas, index));
  return (
    <div class="plane" role="img" aria-label="Digits, and which of them the net reads wrongly">
      <canvas class="digits" ref={canvas} width={SIZE} height={SIZE} />
    </div>
  );
}

function digitsOn(canvas: HTMLCanvasElement, index: number): Draw {
  const context = canvas.getContext("2d")!;
  const image = new ImageData(SIZE, SIZE);
  const [right, wrong] = ["--ink", "--field-0"].map((name) => channelsOf(colourOf(canvas, name)));
  return ({ nets, picture: { kind, x, y } }) => {
    const answers = nets[index]?.latest.answers;
    if (kind !== "digits" || !answers) return;
    for (const [digit, label] of y.entries()) {
      const ink = answers[digit] === label ? right! : wrong!;
      const corner = Math.floor(digit / ROW) * SIDE * SIZE + (digit % ROW) * SIDE;
      for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
        const at = corner + Math.floor(pixel / SIDE) * SIZE + (pixel % SIDE);
        image.data.set([...ink, 255 * x[digit * SIDE * SIDE + pixel]!], 4 * at);
      }
    }
    context.putImageData(image, 0, 0);
  };
}
