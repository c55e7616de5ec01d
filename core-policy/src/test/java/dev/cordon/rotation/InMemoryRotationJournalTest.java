package dev.cordon.rotation;

final class InMemoryRotationJournalTest extends RotationJournalContract {

    @Override
    protected RotationJournal journal() {
        return new InMemoryRotationJournal();
    }
}
