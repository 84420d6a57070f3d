// Colours for Python: comments, strings, numbers, keywords. Enough to read by, not a parser.

export type Kind = 'plain' | 'comment' | 'string' | 'number' | 'keyword' | 'name';
export type Token = readonly [kind: Kind, text: string];

const KEYWORDS = new Set(
  (
    'and as assert async await break case class continue def del elif else except finally for ' +
    'from global if import in is lambda match nonlocal not or pass raise return try while with ' +
    'yield None True False'
  ).split(' '),
);

const PIECE =
  /(#.*)|((?:\b[rbfuRBFU]{1,2})?("""|'''))|((?:\b[rbfuRBFU]{1,2})?(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?))|(\b(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?j?))|([^\W\d]\w*)/giu;

/** The tokens of each line; a string in three quotes goes on over lines. */
export function highlight(lines: string[]): Token[][] {
  let open = '';
  return lines.map((line) => {
    const tokens: Token[] = [];
    let at = 0;
    const push = (kind: Kind, end: number): void => {
      if (end > at) tokens.push([kind, line.slice(at, end)]);
      at = end;
    };
    if (open) {
      const end = line.indexOf(open);
      push('string', end < 0 ? line.length : end + 3);
      if (end < 0) return tokens;
      open = '';
    }
    let before = '';
    PIECE.lastIndex = at;
    for (let match = PIECE.exec(line); match; match = PIECE.exec(line)) {
      push('plain', match.index);
      const end = PIECE.lastIndex;
      const [, comment, , triple, string, number, name] = match;
      if (comment !== undefined) push('comment', end);
      else if (triple !== undefined) {
        const close = line.indexOf(triple, end);
        push('string', close < 0 ? line.length : close + 3);
        if (close < 0) {
          open = triple;
          return tokens;
        }
        PIECE.lastIndex = at;
      } else if (string !== undefined) push('string', end);
      else if (number !== undefined) push('number', end);
      else if (name !== undefined) {
        const isDefined = before === 'def' || before === 'class';
        push(KEYWORDS.has(name) ? 'keyword' : isDefined ? 'name' : 'plain', end);
        before = name;
      }
    }
    push('plain', line.length);
    return tokens;
  });
}
