/** The headers of a message: names in lower case, values unfolded, one character per byte (latin1). */
export type Headers = {
  first(name: string): string | null;
  all(name: string): string[];
};

/** More than any honest message has; what comes after is ignored, so hostile heads cost little. */
const MAX_HEADERS = 1000;
const MAX_HEAD_BYTES = 1024 * 1024;
const MAX_VALUE = 20_000;

/**
 * Splits a raw message at its first blank line. Lines that are no headers end the head too (RFC 5322
 * §2.1 has no such lines, but archives lose the blank one); a leading `From ` or `>From ` line is dropped.
 */
export function splitMessage(raw: Buffer): { headers: Headers; body: Buffer } {
  const head = raw.toString('latin1', 0, Math.min(raw.length, MAX_HEAD_BYTES));
  const fields = new Map<string, string[]>();
  let name = '';
  let parts: string[] = [];
  let count = 0;
  let at = 0;
  const keep = (): void => {
    if (name === '' || count > MAX_HEADERS) return;
    count += 1;
    const value = parts.join('').slice(0, MAX_VALUE).trim();
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  };
  while (at < head.length) {
    const newline = head.indexOf('\n', at);
    const end = newline < 0 ? head.length : newline;
    const line = head.slice(at, end).replace(/\r$/, '');
    const next = newline < 0 ? head.length : newline + 1;
    if (line === '') {
      at = next;
      break;
    }
    const header = /^([!-9;-~]{1,80})[ \t]*:/.exec(line);
    if (header) {
      keep();
      name = header[1]!.toLowerCase();
      parts = [line.slice(header[0].length)];
    } else if (/^[ \t]/.test(line) && name !== '') parts.push(' ', line.trimStart());
    else if (!/^>?From /.test(line)) break;
    at = next;
  }
  keep();
  return { headers: access(fields), body: raw.subarray(at) };
}

function access(fields: Map<string, string[]>): Headers {
  return {
    first: (name) => fields.get(name)?.find((value) => value !== '') ?? null,
    all: (name) => fields.get(name) ?? [],
  };
}

const PARAMETER = /;\s*([\w.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs;

/**
 * A structured value such as `text/plain; charset="utf-8"`: the value in lower case and its parameters.
 * Names of files that lack their quotes are forgiven.
 */
export function readParameters(header: string | null): { value: string; parameters: Record<string, string> } {
  const [value = ''] = (header ?? '').split(';');
  const parameters: Record<string, string> = {};
  for (const [, name = '', quoted, plain = ''] of [...(header ?? '').slice(0, 5000).matchAll(PARAMETER)].slice(0, 20)) {
    const key = name.toLowerCase();
    parameters[key] ??= quoted?.replace(/\\(["\\])/g, '$1') ?? (/name$/.test(key) ? plain.trim() : (plain.trim().split(/\s/)[0] ?? ''));
  }
  return { value: value.trim().toLowerCase(), parameters };
}
