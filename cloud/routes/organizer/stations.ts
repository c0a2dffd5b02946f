import { createRoute } from '@hono/zod-openapi';
import {
  approvePairingSchema,
  editStationSchema,
  organizerStationSchema,
  refusedPairingSchema,
  refusePairingSchema,
  stationListSchema,
} from '#shared/api/stations.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { approvePairing } from '../../services/stations/approve-pairing.ts';
import { editStation } from '../../services/stations/edit-station.ts';
import { listStations } from '../../services/stations/list-stations.ts';
import { refusePairing } from '../../services/stations/refuse-pairing.ts';
import { revokeStation } from '../../services/stations/revoke-station.ts';

const tags = ['Stations'];
const stationParams = orgParams.extend({ stationId: idSchema('StationId') });

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/stations',
  tags,
  summary: 'List stations with what they told last',
  request: { params: orgParams },
  ...answers(200, stationListSchema),
});

const approve = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/stations',
  tags,
  summary: 'Pair the station that shows a code',
  request: { params: orgParams, body: jsonBody(approvePairingSchema) },
  ...answers(201, organizerStationSchema),
});

const refuse = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/stations/refuse',
  tags,
  summary: 'Turn away the station that shows a code',
  request: { params: orgParams, body: jsonBody(refusePairingSchema) },
  ...answers(200, refusedPairingSchema),
});

const edit = createRoute({
  method: 'put',
  path: '/api/orgs/{orgId}/stations/{stationId}',
  tags,
  summary: 'Rename a station or move it',
  request: { params: stationParams, body: jsonBody(editStationSchema) },
  ...answers(200, organizerStationSchema),
});

const revoke = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/stations/{stationId}/revoke',
  tags,
  summary: 'Revoke a station',
  description:
    'It wipes its roster and admits nobody until it is paired again; what it has not sent yet it may still hand in.',
  request: { params: stationParams },
  ...answers(200, organizerStationSchema),
});

export function registerStations(app: App): void {
  app.openapi(list, async c => c.json(await listStations(orgCtx(c)), 200));
  app.openapi(approve, async c => c.json(await approvePairing(orgCtx(c), c.req.valid('json')), 201));
  app.openapi(refuse, async c => c.json(await refusePairing(orgCtx(c), c.req.valid('json')), 200));
  app.openapi(edit, async c =>
    c.json(await editStation(orgCtx(c), c.req.valid('param').stationId, c.req.valid('json')), 200),
  );
  app.openapi(revoke, async c => c.json(await revokeStation(orgCtx(c), c.req.valid('param').stationId), 200));
}
