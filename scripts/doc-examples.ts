// What documentation promises: docstrings, the examples in them and in READMEs, and how to run one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

/** A docstring and the name behind it; of a class or an interface also the members' ones. */
export interface Docstring {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/** Code that documentation shows. */
export interface Example {
  readonly file: string;
  readonly name: string;
  readonly code: string;
}

/** A name that a package's entry point exports, and where it is declared. */
export interface PublicName {
  readonly file: string;
  readonly name: string;
  readonly isType: boolean;
}

/** What a compiled example calls. */
export interface Checks {
  $equals(actual: unknown, expected: unknown): void;
  $throws(run: () => Promise<unknown>, message: string): Promise<void>;
  /** A number whose decimals begin like this. */
  $begins(digits: string): unknown;
  $import(from: string, names: readonly string[]): Readonly<Record<string, unknown>>;
}

const DOCSTRING =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:(?:export|async|abstract|static|readonly|get|function\*?|class|const|interface|type)\s+)*([\w$]+)/g;

export function docstringsOf(file: string): Docstring[] {
  return Array.from(readFileSync(file, "utf8").matchAll(DOCSTRING), ([, text, name]) => {
    return { file, name: name!, text: text!.replace(/^[ \t]*\*? ?/gm, "") };
  });
}

export function examplesIn({ file, name, text }: Docstring): Example[] {
  const tags = text.split(/^@(?=\w)/m).filter((tag) => tag.startsWith("example"));
  return tags.map((tag) => ({ file, name, code: tag.slice("example".length).trim() }));
}

/** The ```ts fences of a Markdown file, each named by its line. */
export function fencesOf(file: string): Example[] {
  const text = readFileSync(file, "utf8");
  return Array.from(text.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ({ 1: code, index }) => {
    return { file, name: `line ${text.slice(0, index).split("\n").length}`, code: code! };
  });
}

/** Everything that a file exports, and what the files export that it hands on. */
export function publicNames(file: string): PublicName[] {
  const source = readFileSync(file, "utf8");
  const at = (from: string): string => join(file, "..", from);
  const listed = source.matchAll(/^export (type )?\{([^}]*)\} from "(\.[^"]*)";/gm);
  const all = source.matchAll(/^export \* (?:as \w+ )?from "(\.[^"]*)";/gm);
  const own = source.matchAll(/^export (?:async )?(function|class|const|interface|type) (\w+)/gm);
  return [
    ...Array.from(listed, ([, type, names, from]) =>
      Array.from(names!.matchAll(/(type )?(\w+)/g), ([, inner, name]) => {
        return { file: at(from!), name: name!, isType: Boolean(type ?? inner) };
      }),
    ).flat(),
    ...Array.from(all, ([, from]) => publicNames(at(from!))).flat(),
    ...Array.from(own, ([, kind, name]) => {
      return { file, name: name!, isType: kind === "interface" || kind === "type" };
    }),
  ];
}

/** The public methods of the class of that name. */
export function methodsOf({ file, name }: PublicName): string[] {
  const source = readFileSync(file, "utf8");
  const [body = ""] = source.match(new RegExp(`^export class ${name}\\b[\\s\\S]*?^\\}`, "m")) ?? [];
  const methods = body.matchAll(/^ {2}(?:async |static |get )?([a-z]\w*)(?:<[^>]*>)?\(/gm);
  return Array.from(methods, ([, method]) => method!).filter((method) => method !== "constructor");
}

/**
 * The body of an async function that runs the code, with {@link Checks} in scope.
 *
 *     expression; // [1, 0.33…]                 must equal it; 0.33… stands for 0.33 and any digits
 *     expression; // throws where: expected     must throw an error with exactly that message; the
 *                                               comment may stand on the next line
 *     expression; // other words                must run
 */
export function compile(code: string): string {
  const checked = code.replace(
    /^([ \t]*)(?!const |let |import |export |return |\/\/)(\S.*?);?(?:[ \t]+|\n(?=\/\/ throws ))\/\/ (.+)$/gm,
    (line, indent, expression, comment: string) => {
      if (comment.startsWith("throws ")) {
        return `${indent}await $throws(async () => (${expression}), ${JSON.stringify(comment.slice(7))});`;
      }
      if (!/^([[{"\d-]|(true|false|undefined|null|NaN)$)/.test(comment)) return line;
      const expected = comment.replace(/(-?\d+\.\d+)…/g, '$$begins("$1")');
      return `${indent}$equals(await (${expression}), (${expected}));`;
    },
  );
  const { code: script } = transformSync(checked, {
    loader: "ts",
    format: "esm",
    target: "es2022",
  });
  const named = script.replace(
    /^import (\w+) from ("[^"]*");$/gm,
    (_, name, from) => `const ${name} = $import(${from}, ["default"]).default;`,
  );
  // In a block of its own, an example may use any name again.
  return `{ ${named.replace(/^import \{([^}]*)\} from ("[^"]*");$/gm, (_, names, from) => {
    const wanted = names.split(",").map((name: string) => name.trim().split(" as ")[0]);
    return `const { ${names.replaceAll(" as ", ": ")} } = $import(${from}, ${JSON.stringify(wanted)});`;
  })} }`;
}
