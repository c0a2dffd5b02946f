import { Eye, LogIn, LogOut, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlaceOption, StationState } from '#shared/api/station.ts';
import { Menu } from '../parts/menu.tsx';
import { wholeNumber } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';

export type Mode = StationState['mode'];
export type TopBarProps = {
  readonly event: PlaceOption;
  readonly gateId: string;
  readonly mode: Mode;
  readonly counters: StationState['counters'];
  readonly operator: StationState['operator'];
  readonly link: ReactNode;
  readonly menu: ReactNode;
  readonly onMode: (mode: Mode) => void;
  readonly onPlace: () => void;
  readonly onOperator: () => void;
};

/** What is always in view: where this is, which way people go, the link, the count, who is on duty. */
export function TopBar(props: TopBarProps) {
  const { say } = useWords();
  const gate = props.event.gates.find(option => option.gateId === props.gateId);
  return (
    <header className="flex flex-wrap items-center gap-x-2 border-b border-line bg-paper px-2 py-1 text-14 lg:flex-nowrap lg:gap-x-4">
      <button
        type="button"
        onClick={props.onPlace}
        aria-label={say('changePlace')}
        className="flex min-h-11 min-w-0 flex-1 basis-[60%] flex-col justify-center rounded-card px-2 text-start lg:basis-auto"
      >
        <span className="w-full truncate text-16 font-semibold">
          <bdi>{props.event.title}</bdi>
        </span>
        <span className="w-full truncate text-muted">
          {gate === undefined ? '' : `${gate.checkpointName} · ${gate.name}`}
        </span>
      </button>
      <span className="order-2 flex lg:order-none">
        <ModeMenu mode={props.mode} onMode={props.onMode} />
      </span>
      <span className="order-3 flex lg:order-none">{props.link}</span>
      {props.counters !== null && <Counter counters={props.counters} />}
      <span className="flex items-center">
        <button
          type="button"
          onClick={props.onOperator}
          className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-card px-2 font-medium"
        >
          <UserRound aria-hidden="true" size={18} />
          <span className="hidden max-w-32 truncate sm:inline">{props.operator?.name ?? say('nobodyOnDuty')}</span>
          <span className="sr-only">{say('switchOperator')}</span>
        </button>
        {props.menu}
      </span>
    </header>
  );
}

function Counter({ counters }: { readonly counters: NonNullable<StationState['counters']> }) {
  const { say, language } = useWords();
  const nearlyFull = counters.capacity !== null && counters.inside >= counters.capacity * 0.95;
  return (
    <p className="order-4 ms-auto whitespace-nowrap pe-2 lg:order-none lg:ms-0" data-testid="counter">
      <span className={`text-20 font-bold ${nearlyFull ? 'text-refuse-ink' : ''}`}>
        {wholeNumber(counters.inside, language)}
      </span>
      <span className="text-muted">
        {' / '}
        {wholeNumber(counters.expected, language)} <span className="hidden sm:inline">{say('insideShort')}</span>
        {counters.capacity !== null && (
          <span className="hidden lg:inline">
            {' '}
            · {say('roomFor', { count: wholeNumber(counters.capacity, language) })}
          </span>
        )}
      </span>
    </p>
  );
}

export function modeName(mode: Mode): 'modeVerify' | 'modeIn' | 'modeOut' {
  return mode.verify ? 'modeVerify' : mode.direction === 'out' ? 'modeOut' : 'modeIn';
}

function ModeMenu({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  const { say } = useWords();
  const name = modeName(mode);
  const Icon = mode.verify ? Eye : mode.direction === 'out' ? LogOut : LogIn;
  const colour = mode.verify ? 'text-unsure-ink' : mode.direction === 'out' ? 'text-out-ink' : 'text-ink';
  return (
    <Menu
      label={say('modeNow', { mode: say(name) })}
      trigger={
        <span className={`inline-flex items-center gap-2 text-16 font-semibold ${colour}`}>
          <Icon aria-hidden="true" size={18} className="rtl:-scale-x-100" />
          {say(name)}
          <span aria-hidden="true">▾</span>
        </span>
      }
      items={[
        {
          key: 'in',
          label: say('modeIn'),
          hint: 'I · F1',
          icon: <LogIn aria-hidden="true" size={18} />,
          chosen: name === 'modeIn',
          onChoose: () => onMode({ direction: 'in', verify: false }),
        },
        {
          key: 'out',
          label: say('modeOut'),
          hint: 'O · F2',
          icon: <LogOut aria-hidden="true" size={18} />,
          chosen: name === 'modeOut',
          onChoose: () => onMode({ direction: 'out', verify: false }),
        },
        {
          key: 'verify',
          label: say('modeVerify'),
          hint: 'V · F3',
          icon: <Eye aria-hidden="true" size={18} />,
          chosen: name === 'modeVerify',
          onChoose: () => onMode({ direction: 'in', verify: true }),
        },
      ]}
    />
  );
}
