/** One contract: a period is computed, looked at statement by statement, and approved once. */
import type { StoredContract } from '@candor/protocol/amend.ts';
import { Button, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { ContractForm } from './ContractForm.tsx';
import { tiersText } from './Contracts.tsx';
import { formOf } from './contract-form.ts';
import { Period } from './Period.tsx';

export default function ContractPage() {
  const id = useParam('contractId');
  const contracts = useGet<Listed<StoredContract>>('/contracts');
  return (
    <div className="page">
      <Loaded of={contracts}>
        {({ items }) => {
          const stored = items.find(({ contract }) => contract.id === id);
          return stored ? (
            <Found stored={stored} />
          ) : (
            <Empty
              title="There is no such contract"
              action={<TextLink to="/contracts">All contracts</TextLink>}
            />
          );
        }}
      </Loaded>
    </div>
  );
}

function Found({ stored }: { stored: StoredContract }) {
  const { contract, plans } = stored;
  const [editing, edit] = useDisclosure(false);
  const nameOf = useComponentName();
  const mayEdit = useMay()('amend:write');
  const initial = formOf(stored);
  return (
    <>
      <PageTitle
        title={contract.name}
        back={<TextLink to="/contracts">Contracts and credits</TextLink>}
        lead={
          <>
            {contract.target} % of each {contract.period} ({contract.timeZone}) for{' '}
            {contract.components.map(nameOf).join(', ')}; {plans ? `plans ${plans.join(', ')}` : 'every plan'}
            . Credit {tiersText(contract)}, at most {contract.capPct} % of the fee.
          </>
        }
      >
        {mayEdit && (
          <Button variant="default" onClick={edit.open} disabled={!initial}>
            Change it
          </Button>
        )}
      </PageTitle>
      {!initial && (
        <Text className="quiet" mb="md">
          This contract counts in a way that only the API edits ({contract.counting.method}).
        </Text>
      )}
      <Period key={contract.period} contract={contract} mayEdit={mayEdit} />
      <Modal opened={editing} onClose={edit.close} title="Change the contract" size="lg">
        {initial && <ContractForm id={contract.id} initial={initial} onSaved={edit.close} />}
      </Modal>
    </>
  );
}
