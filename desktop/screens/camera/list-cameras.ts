export interface ListedCamera {
  readonly deviceId: string;
  /** Empty until the person has allowed a camera once. */
  readonly label: string;
}

/** The cameras of this machine. */
export async function listCameras(): Promise<readonly ListedCamera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ deviceId, label }));
}
