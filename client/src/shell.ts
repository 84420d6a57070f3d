/** The words of a command line: blanks part them, quotes keep them together. */

const WORD = /(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\.|[^\s"'\\])+/gu;
const PART =
  /"(?<double>(?:\\.|[^"\\])*)"?|'(?<single>[^']*)'?|\\(?<escaped>.)|(?<plain>[^"'\\]+)/gu;

export function splitArguments(line: string): string[] {
  // A path of Windows is full of backslashes, so they only speak for a quote, a blank or themselves.
  const meant = line.replace(/\\(?!["'\s\\])/gu, "\\\\");
  return Array.from(meant.matchAll(WORD), ([word]) => unquoted(word));
}

function unquoted(word: string): string {
  return Array.from(word.matchAll(PART), ({ groups }) => {
    const { double, single, escaped, plain } = groups ?? {};
    return double?.replace(/\\(["\\])/gu, "$1") ?? single ?? escaped ?? plain ?? "";
  }).join("");
}
