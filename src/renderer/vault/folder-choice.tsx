import { Button } from '@mantine/core';
import { toastError } from '../app/toasts.tsx';

/** A folder chosen by dialog, shown whole. */
export function FolderChoice(props: {
  label: string;
  /** For a folder that is to be written to, the dialog can make one. */
  kind: 'open' | 'save';
  value: string | null;
  onChange(folder: string): void;
}) {
  const choose = () => {
    const dialog =
      props.kind === 'open'
        ? window.proffer.openFolder({ title: props.label })
        : window.proffer.saveFolder({ title: props.label });
    dialog.then((folder) => folder && props.onChange(folder)).catch(toastError);
  };
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} aria-label={props.label}>
      <div className="mantine-InputWrapper-label">{props.label}</div>
      <div className="folder-line">
        {props.value ? <bdi>{props.value}</bdi> : <span className="dim spread">No folder chosen yet</span>}
        <Button variant="default" size="compact-sm" onClick={choose}>
          Choose folder…
        </Button>
      </div>
    </fieldset>
  );
}
