import { Button } from './button.tsx';

export type ToastProps = {
  readonly sentence: string;
  readonly action?: { readonly label: string; readonly run: () => void } | null;
  readonly onClose: () => void;
  readonly closeLabel: string;
};

/** Says that something was done, and how to take it back. */
export function Toast({ sentence, action = null, onClose, closeLabel }: ToastProps) {
  return (
    <div
      role="status"
      className="flex items-center gap-3 rounded-card border border-line bg-ink py-1 ps-5 pe-1 text-paper shadow-float"
    >
      <span className="text-16">{sentence}</span>
      {action !== null && (
        <Button look="onColour" onPress={action.run}>
          {action.label}
        </Button>
      )}
      <Button look="onColour" onPress={onClose}>
        {closeLabel}
      </Button>
    </div>
  );
}
