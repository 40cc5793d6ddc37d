import './vault.css';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The page before a vault is open. */
export function GateFrame(props: {
  title: string;
  lead?: ReactNode;
  onBack?: () => void;
  children: ReactNode;
}) {
  return (
    <div className="gate">
      <div className="gate-brand">
        <h1>Proffer</h1>
        <p>From a heap of complaints to a referral an agency can read, check and use in court.</p>
        <p className="foot">
          Version {window.proffer.version}. Works offline; opens no network connection. Everything in a vault
          is encrypted on this disk.
        </p>
      </div>
      <div className="gate-main">
        <div className="gate-box">
          {props.onBack && (
            <div>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                leftSection={<IconArrowLeft size={14} />}
                onClick={props.onBack}
              >
                Back
              </Button>
            </div>
          )}
          <h2>{props.title}</h2>
          {props.lead && <p className="lead">{props.lead}</p>}
          {props.children}
        </div>
      </div>
    </div>
  );
}
