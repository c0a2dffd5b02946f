import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { guardSession, mayHave } from './guard-session.ts';

type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void, details: object) => void;
type CheckHandler = (contents: null, permission: string, origin: string, details: object) => boolean;
type DeviceHandler = (details: { deviceType: string; origin: string }) => boolean;

function guarded() {
  const handlers: { request?: RequestHandler; check?: CheckHandler; device?: DeviceHandler } = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: RequestHandler) => Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: CheckHandler) => Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: DeviceHandler) => Object.assign(handlers, { device: handler }),
  });
  guardSession(session as unknown as Session);
  const request = (permission: string, requestingUrl: string, mediaTypes: string[] = []) => {
    let granted: boolean | undefined;
    const answer = (given: boolean) => {
      granted = given;
    };
    handlers.request?.(null, permission, answer, { requestingUrl, mediaTypes, isMainFrame: true });
    return granted;
  };
  const check = (permission: string, origin: string, mediaType = 'video', isMainFrame = true) =>
    handlers.check?.(null, permission, origin, { mediaType, isMainFrame });
  return { session, request, check, device: handlers.device };
}

const own = 'foyer://station/';

test('the camera is granted to our own origin alone, when asked and when checked', () => {
  const { request, check } = guarded();
  expect([request('media', own, ['video']), check('media', own)]).toEqual([true, true]);
  for (const other of [
    'https://example.org/',
    'foyer://other/',
    'http://station/',
    'file:///x',
    '',
    'foyer://station.example.org/',
  ]) {
    expect([other, request('media', other, ['video']), check('media', other)]).toEqual([other, false, false]);
  }
});

test('the microphone is granted to nobody', () => {
  const { request, check } = guarded();
  expect(request('media', own, ['video', 'audio'])).toBe(false);
  expect(request('media', own, ['audio'])).toBe(false);
  expect(check('media', own, 'audio')).toBe(false);
});

test.each([
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'openExternal',
  'clipboard-read',
  'display-capture',
  'hid',
  'usb',
  'idle-detection',
  'storage-access',
  'fileSystem',
  'unknown',
])('%s is granted to nobody', permission => {
  const { request, check } = guarded();
  expect([request(permission, own), check(permission, own)]).toEqual([false, false]);
});

test('a frame within the page is granted nothing', () => {
  expect(guarded().check('media', own, 'video', false)).toBe(false);
});

test('of devices, a serial reader is for our own origin, and the rest for nobody', () => {
  const { device } = guarded();
  const asked = [
    ['serial', own],
    ['serial', 'https://example.org'],
    ['hid', own],
    ['usb', own],
  ] as const;
  expect(asked.map(([deviceType, origin]) => device?.({ deviceType, origin }))).toEqual([true, false, false, false]);
});

test('a serial port is chosen when it is the only one', () => {
  const { session } = guarded();
  const chosen: string[] = [];
  const choose = (port: string) => chosen.push(port);
  for (const ports of [[{ portId: 'a' }], [], [{ portId: 'a' }, { portId: 'b' }]]) {
    session.emit('select-serial-port', { preventDefault() {} }, ports, null, choose);
  }
  expect(chosen).toEqual(['a', '', '']);
});

test('nothing is downloaded from elsewhere', () => {
  const { session } = guarded();
  const stopped = ['https://example.org/x.exe', 'foyer://station/report.csv'].map(url => {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    session.emit('will-download', { preventDefault }, { getURL: () => url });
    return prevented;
  });
  expect(stopped).toEqual([true, false]);
});

test('without a list of media the permission stands by its name', () => {
  expect(mayHave('fullscreen', own, [])).toBe(true);
  expect(mayHave('fullscreen', 'https://example.org/', [])).toBe(false);
});
