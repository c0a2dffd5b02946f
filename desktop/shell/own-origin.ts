/** The one origin of the station's window. The scheme is ours alone: no file, no port, no other host under it. */
export const ownScheme = 'foyer';
export const ownHost = 'station';
export const ownOrigin = `${ownScheme}://${ownHost}`;

/** Whether a URL, as Electron tells it, lies within the station. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${ownScheme}:` && host === ownHost && username === '' && password === '';
}
