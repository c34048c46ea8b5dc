import progress, { MultiBar, Presets, type SingleBar, type TimeFormatter } from 'cli-progress';

/** How often a bar moves: the time left is reckoned from its last hundred moves. */
const MOVE_MS = 200;

/** Progress bars of an import; silent where nobody watches. */
export function bars(quiet: boolean, stream: NodeJS.WriteStream = process.stderr) {
  const shown = !quiet && stream.isTTY === true;
  const format = '  {name} {bar} {percentage}% | {value}/{total} {unit} | {eta_formatted} left';
  const all = shown ? new MultiBar({ format, stream, formatTime: timeLeft, hideCursor: true, clearOnComplete: false }, Presets.rect) : null;
  function bar(name: string, unit: string) {
    let drawn: SingleBar | undefined;
    let moved = 0;
    return (value: number, total: number) => {
      const now = Date.now();
      if (!all || (value < total && now - moved < MOVE_MS)) return;
      moved = now;
      // After an interruption the work does not begin at nothing.
      drawn ??= all.create(total, value, { name, unit });
      drawn.setTotal(total);
      drawn.update(value);
    };
  }
  return {
    reading(name: string, unit: string, scale: number) {
      const move = bar(name, unit);
      return (read: number, total: number) => move(Math.ceil(read / scale), Math.ceil(total / scale));
    },
    counting(name: string, total: number, unit = 'messages') {
      const move = bar(name, unit);
      let count = 0;
      return (by: number) => move((count += by), total);
    },
    stop: () => all?.stop(),
  };
}

/** While nothing moves nobody knows: the library then has a word where a number stands. */
const timeLeft: TimeFormatter = (seconds, ...more) => (Number.isFinite(Number(seconds)) ? progress.Format.TimeFormat(seconds, ...more) : '…');
