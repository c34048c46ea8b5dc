import { MultiBar, Presets } from 'cli-progress';

/** Progress bars of an import; silent where nobody watches. */
export function bars(quiet: boolean) {
  const shown = !quiet && process.stderr.isTTY === true;
  const all = shown
    ? new MultiBar({ format: '  {name} {bar} {percentage}% | {value}/{total} {unit} | {eta_formatted} left', hideCursor: true, clearOnComplete: false }, Presets.rect)
    : null;
  return {
    reading(name: string, unit: string, scale: number) {
      const bar = all?.create(1, 0, { name, unit });
      return (read: number, total: number) => {
        bar?.setTotal(Math.ceil(total / scale));
        bar?.update(Math.ceil(read / scale));
      };
    },
    counting(name: string, total: number, unit = 'messages') {
      const bar = all?.create(Math.max(total, 1), 0, { name, unit });
      return (by: number) => bar?.increment(by);
    },
    stop: () => all?.stop(),
  };
}
