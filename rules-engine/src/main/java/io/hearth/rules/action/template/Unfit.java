package io.hearth.rules.action.template;

/** What fills a template is not allowed where the template stands: the action is refused, now and always. */
public class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason, for the list of failed actions. */
    public Unfit(String reason) {
        super(reason, null, false, false);
    }
}
