import { overlayStore } from '../state/overlay-store.ts';
import { useStore } from '../state/store.ts';
import { OperatorDialog } from '../station/operator-dialog.tsx';
import { PlaceDialog } from '../station/place-dialog.tsx';
import { SettingsDialog } from '../station/settings-dialog.tsx';
import { ConflictsDialog } from './conflicts-dialog.tsx';
import { FindDialog } from './find-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LastDialog } from './last-dialog.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { OverrideDialog } from './override-dialog.tsx';
import { ParkedDialog } from './parked-dialog.tsx';
import { TypeCodeDialog } from './type-code-dialog.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** What lies over the door, if anything. */
export function Overlays() {
  const overlay = useStore(overlayStore, value => value);
  switch (overlay.kind) {
    case 'none':
      return null;
    case 'find':
      return <FindDialog />;
    case 'type-code':
      return <TypeCodeDialog />;
    case 'last':
      return <LastDialog />;
    case 'order':
      return <OrderDialog orderId={overlay.orderId} />;
    case 'override':
      return <OverrideDialog scanId={overlay.scanId} />;
    case 'undo':
      return <UndoDialog scanId={overlay.scanId} />;
    case 'conflicts':
      return <ConflictsDialog />;
    case 'parked':
      return <ParkedDialog />;
    case 'place':
      return <PlaceDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'operator':
      return <OperatorDialog />;
    case 'keys':
      return <KeysDialog />;
  }
}
