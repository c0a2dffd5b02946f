import type { Session } from 'electron';
import { isOwnUrl } from './own-origin.ts';

/** What the station's own pages may ask for. Everything else, and everybody else, is told no without a question. */
const grantedPermissions: readonly string[] = ['media', 'serial', 'fullscreen', 'wake-lock', 'screen-wake-lock'];

/** Whether a page may have what it asks for; of media, the camera alone. */
export function mayHave(permission: string, url: string, media: readonly string[]): boolean {
  const isVideoAlone = media.every(kind => kind === 'video');
  return grantedPermissions.includes(permission) && isOwnUrl(url) && (permission !== 'media' || isVideoAlone);
}

/** Answers every question a page can put to the session; to be asked twice is Electron's way: at request and at check. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(mayHave(permission, details.requestingUrl, media));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined || details.mediaType === 'unknown' ? [] : [details.mediaType];
    return details.isMainFrame && mayHave(permission, requestingOrigin, media);
  });
  session.setDevicePermissionHandler(({ deviceType, origin }) => deviceType === 'serial' && isOwnUrl(origin));
  session.on('select-serial-port', (event, ports, _contents, choose) => {
    event.preventDefault();
    // A door has one serial reader. With several ports there is no telling which it is, and none is better than a wrong one.
    choose(ports.length === 1 ? (ports[0]?.portId ?? '') : '');
  });
  session.on('will-download', (event, item) => {
    if (!isOwnUrl(item.getURL())) event.preventDefault();
  });
}
