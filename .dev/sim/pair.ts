import { approvePairing } from '../../cloud/services/stations/approve-pairing.ts';
import { inCloud } from './in-cloud.ts';
import { eventsOf, pullAll } from './pull-all.ts';
import type { SimWorld } from './run-seed.ts';
import type { SimStation } from './sim-station.ts';

/** Asked for, approved, collected, downloaded. */
export async function pair(world: SimWorld, station: SimStation): Promise<string> {
  return station.attempt(async () => {
    await station.engine.port.startPairing({ cloudUrl: 'http://cloud.test', stationName: station.label });
    const code = station.opened.store.settings.read('pairing')?.code ?? '';
    const approved = await approve(world, station, code);
    const said = await station.engine.pairStep();
    await station.engine.helloStep();
    await pullAll(world.door, station);
    return `${approved}, ${said}`;
  });
}

/** By the organizer, who presses the button again when it came to no answer. */
async function approve(world: SimWorld, station: SimStation, code: string): Promise<string> {
  const { door, cloud } = world;
  const gateId = door.gateIds[Number(station.label.slice(1)) % door.gateIds.length] ?? null;
  const gate = gateId === null ? null : { eventId: door.eventId, gateId };
  const press = () =>
    inCloud(async () => {
      await approvePairing(cloud.ctx(door.orgId), { code, eventIds: [...eventsOf(door)], gate });
      return 'approved';
    });
  const said = await press();
  return said === 'cut off' ? `${said}, ${await press()}` : said;
}
