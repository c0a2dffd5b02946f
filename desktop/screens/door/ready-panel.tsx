import type { PlaceOption, StationState } from '#shared/api/station.ts';
import { clockTime, dayOf, wholeNumber } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';

export type ReadyPanelProps = {
  readonly event: PlaceOption;
  readonly gateId: string;
  readonly mode: StationState['mode'];
  readonly counters: StationState['counters'];
};

/** Waiting for the next person: the event as a printed ticket, its stub the count. */
export function ReadyPanel({ event, gateId, mode, counters }: ReadyPanelProps) {
  const { say, language } = useWords();
  const gate = event.gates.find(option => option.gateId === gateId);
  const invite = mode.verify ? say('readyVerify') : mode.direction === 'out' ? say('readyOut') : say('readyIn');
  const edge = mode.verify ? 'border-unsure' : mode.direction === 'out' ? 'border-out' : 'border-accent';
  return (
    <section data-testid="ready" className="flex h-full items-center justify-center overflow-y-auto p-4 sm:p-10">
      <div
        className={`ticket-paper flex w-full max-w-[1040px] flex-col rounded-card border-t-[6px] bg-paper sm:flex-row sm:border-s-[6px] sm:border-t-0 ${edge}`}
      >
        <div className="flex min-w-0 flex-[7] flex-col gap-6 p-6 sm:gap-10 sm:p-10">
          <p className="small-caps-line text-14 text-accent">{event.orgName}</p>
          <div className="flex flex-col gap-2">
            <h2 className="text-28 font-bold leading-tight text-balance sm:text-64">
              <bdi>{event.title}</bdi>
            </h2>
            <p className="text-16 text-muted sm:text-20">
              {dayOf(event.startsAt, event.zone, language)} · {clockTime(event.startsAt, event.zone)}
              {event.venue !== '' && (
                <>
                  {' '}
                  · <bdi>{event.venue}</bdi>
                </>
              )}
            </p>
          </div>
          <div className="flex flex-col gap-1">
            <h1 className="text-28 font-semibold sm:text-40">{invite}</h1>
            <p className="text-16 text-muted">
              {gate === undefined ? '' : `${gate.checkpointName} · ${gate.name} · `}
              {say('doorsAt', { time: clockTime(event.doorsAt, event.zone) })}
            </p>
          </div>
        </div>
        <div aria-hidden="true" className="ticket-tear" />
        {counters !== null && <Stub counters={counters} />}
      </div>
    </section>
  );
}

function Stub({ counters }: { readonly counters: NonNullable<StationState['counters']> }) {
  const { say, language } = useWords();
  const figure = (label: string, count: number) => (
    <div className="flex flex-col">
      <dt className="text-14 text-muted">{label}</dt>
      <dd className="text-20 font-semibold sm:text-28">{wholeNumber(count, language)}</dd>
    </div>
  );
  return (
    <dl className="flex flex-[3] flex-row items-end justify-between gap-4 p-6 sm:flex-col sm:items-start sm:p-10">
      <div className="flex flex-col">
        <dt className="text-14 text-muted">{say('inside')}</dt>
        <dd className="text-40 font-bold sm:text-64">{wholeNumber(counters.inside, language)}</dd>
      </div>
      {figure(say('expected'), counters.expected)}
      {counters.capacity !== null && figure(say('capacity'), counters.capacity)}
    </dl>
  );
}
