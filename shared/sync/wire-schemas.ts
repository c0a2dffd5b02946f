import { mirrorScanSchema, mirrorTicketSchema } from '../admission/mirror.ts';
import { opAnswerSchema, opBodySchema, operationSchema, opsRequestSchema, opsResponseSchema } from './operations.ts';
import {
  feedResponseSchema,
  helloResponseSchema,
  liveEventSchema,
  pollPairingRequestSchema,
  pollPairingResponseSchema,
  snapshotLineSchema,
  startPairingRequestSchema,
  startPairingResponseSchema,
} from './protocol.ts';

/** Everything a station and the cloud say to each other, by name. */
export const wireSchemas = {
  startPairingRequest: startPairingRequestSchema,
  startPairingResponse: startPairingResponseSchema,
  pollPairingRequest: pollPairingRequestSchema,
  pollPairingResponse: pollPairingResponseSchema,
  helloResponse: helloResponseSchema,
  snapshotLine: snapshotLineSchema,
  snapshotTicket: mirrorTicketSchema,
  snapshotScan: mirrorScanSchema,
  feedResponse: feedResponseSchema,
  liveEvent: liveEventSchema,
  opsRequest: opsRequestSchema,
  operation: operationSchema,
  opBody: opBodySchema,
  opAnswer: opAnswerSchema,
  opsResponse: opsResponseSchema,
} as const;
