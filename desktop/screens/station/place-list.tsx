import { CalendarX, Check } from 'lucide-react';
import type { PlaceOption } from '#shared/api/station.ts';
import type { EventId, GateId } from '#shared/kernel/ids.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { clockTime, dayOf } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';

/** Which event, which gate. Gates stand under the checkpoint they belong to. */
export function PlaceList(props: {
  readonly places: readonly PlaceOption[];
  readonly chosenGateId: GateId | null;
  readonly onChoose: (eventId: EventId, gateId: GateId) => void;
}) {
  const { say, language } = useWords();
  if (props.places.length === 0)
    return <EmptyState icon={<CalendarX aria-hidden="true" />} title={say('noEvents')} next={say('noEventsNext')} />;
  return (
    <ul className="flex flex-col gap-6">
      {props.places.map(event => (
        <li key={event.eventId} className="flex flex-col gap-3 border-b border-line pb-6 last:border-b-0 last:pb-0">
          <div>
            <h2 className="text-20 font-semibold">
              <bdi>{event.title}</bdi>
            </h2>
            <p className="text-14 text-muted">
              {dayOf(event.startsAt, event.zone, language)} · {clockTime(event.startsAt, event.zone)}
              {event.venue !== '' && (
                <>
                  {' '}
                  · <bdi>{event.venue}</bdi>
                </>
              )}
            </p>
          </div>
          {checkpointsOf(event).map(([checkpoint, gates]) => (
            <fieldset key={checkpoint} className="flex flex-wrap gap-2">
              <legend className="mb-1 text-14 font-medium">{checkpoint}</legend>
              {gates.map(gate => (
                <button
                  key={gate.gateId}
                  type="button"
                  aria-pressed={gate.gateId === props.chosenGateId}
                  onClick={() => props.onChoose(event.eventId, gate.gateId)}
                  className={`inline-flex min-h-14 min-w-28 items-center justify-center gap-2 rounded-card border px-4 text-16 font-medium ${
                    gate.gateId === props.chosenGateId
                      ? 'border-ink bg-ink text-paper'
                      : 'border-line bg-paper hover:border-muted'
                  }`}
                >
                  {gate.gateId === props.chosenGateId && <Check aria-hidden="true" size={18} />}
                  {gate.name}
                </button>
              ))}
            </fieldset>
          ))}
        </li>
      ))}
    </ul>
  );
}

function checkpointsOf(event: PlaceOption): [string, PlaceOption['gates'][number][]][] {
  const byCheckpoint = new Map<string, PlaceOption['gates'][number][]>();
  for (const gate of event.gates)
    byCheckpoint.set(gate.checkpointName, [...(byCheckpoint.get(gate.checkpointName) ?? []), gate]);
  return [...byCheckpoint];
}
