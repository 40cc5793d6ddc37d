import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { toastError } from '../app/toasts.tsx';

/** A value that is made to be compared or pasted: hashes, fingerprints, paths. */
export function CopyValue(props: { value: string; what: string; shown?: string; mono?: boolean }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await window.proffer.copyText(props.value);
      setDone(true);
      setTimeout(() => setDone(false), 1500);
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <span className="copy-value">
      <span className={props.mono === false ? undefined : 'mono'}>{props.shown ?? props.value}</span>
      <Tooltip label={done ? 'Copied' : 'Copy'}>
        <ActionIcon size={20} aria-label={`Copy ${props.what}`} onClick={() => void copy()}>
          {done ? <IconCheck size={13} /> : <IconCopy size={13} />}
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
