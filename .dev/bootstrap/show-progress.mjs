/**
 * Does the work and shows what takes longer than a second: on a terminal one line that counts the seconds, elsewhere a line
 * when the second is over and one at the end. `quiet` keeps what is quick out of sight.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @param {{ write(text: string): unknown; isTTY?: boolean }} [out]
 * @returns {Promise<T>}
 */
export async function showProgress(title, work, out = process.stdout) {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  let shown = false;
  const timer = setInterval(() => {
    if (out.isTTY) out.write(`\r\x1b[2K${title} … ${Math.round(seconds())} s`);
    else if (!shown) out.write(`${title} …\n`);
    shown = true;
  }, 1000);
  const finish = word => {
    clearInterval(timer);
    if (shown) out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${title}: ${word} ${seconds().toFixed(1)} s\n`);
  };
  try {
    const result = await work();
    finish('done in');
    return result;
  } catch (error) {
    finish('failed after');
    throw error;
  }
}
