package io.hearth.rules.replica;

/** Who of a replica's shares may be worked on: no more of them than are its part. */
interface Admission {
    /** For one who has all there is. */
    Admission ALWAYS = new Admission() {
        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}

        @Override
        public String reason() {
            return "";
        }
    };

    /** Whether one more may be; if so, it is counted until it {@link #leave leaves}. */
    boolean enter();

    /** One less is. */
    void leave();

    /** Why not, for people. */
    String reason();
}
