package io.hearth.docker;

import java.lang.classfile.Attributes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Code that casts a new object to what is expected of it, where it is returned, thrown, stored, or given as a last argument at once: {@code return
 * new Soup()} of a method that returns a {@code Dish}. The cast never fails, and a compiler that sees both leaves it out. But without it the JVM, when
 * it verifies a class, loads the types of all such objects to see whether they are what they are expected to be (JVM specification 4.10.1), those
 * of methods that are never called too: RxJava's Flowable alone has two hundred. The frames are those that the code had.
 */
final class ExpectedTypes implements CodeTransform {
    private final PublicTypes types;
    private final ClassDesc returned;
    private final Optional<StackMapTableAttribute> frames;

    /** What is expected on top of the stack where paths of the code meet. */
    private final Map<Label, ClassDesc> where = new HashMap<>();

    /** What is being made: the innermost is the first. */
    private final Deque<ClassDesc> begun = new ArrayDeque<>();

    /** What the instruction before began to make. */
    private Optional<ClassDesc> allocated = Optional.empty();

    /** What the instruction before has made, which is on top of the stack. */
    private Optional<ClassDesc> made = Optional.empty();

    /** The casts of this code, to types that are among those that any class may name. */
    ExpectedTypes(CodeAttribute code, PublicTypes types) {
        this.types = types;
        this.returned = code.parent().orElseThrow().methodTypeSymbol().returnType();
        this.frames = code.findAttribute(Attributes.stackMapTable());
        frames.ifPresent(table -> table.entries().forEach(this::expect));
    }

    private void expect(StackMapFrameInfo frame) {
        if (!frame.stack().isEmpty()
                && frame.stack().getLast() instanceof StackMapFrameInfo.ObjectVerificationTypeInfo type) {
            where.put(frame.target(), type.classSymbol());
        }
    }

    @Override
    public void accept(CodeBuilder to, CodeElement element) {
        switch (element) {
            case LabelTarget target -> meet(to, target.label());
            case Instruction instruction -> {
                cast(to, made.flatMap(_ -> expected(instruction)));
                follow(instruction);
            }
            default -> {}
        }
        to.with(element);
    }

    @Override
    public void atEnd(CodeBuilder to) {
        frames.ifPresent(to::with);
    }

    /** Behind a place where paths meet nothing is known of who came along the others. */
    private void meet(CodeBuilder to, Label label) {
        if (where.containsKey(label)) {
            cast(to, Optional.of(where.get(label)));
            made = Optional.empty();
        }
    }

    private void cast(CodeBuilder to, Optional<ClassDesc> expected) {
        if (made.isPresent()) {
            expected.filter(type -> isToBeSaid(type, made.get())).ifPresent(to::checkcast);
        }
    }

    private boolean isToBeSaid(ClassDesc expected, ClassDesc is) {
        return expected.isClassOrInterface()
                && !expected.equals(is)
                && !expected.equals(ConstantDescs.CD_Object)
                && types.has(expected);
    }

    /** What this instruction expects on top of the stack. */
    private Optional<ClassDesc> expected(Instruction instruction) {
        return switch (instruction) {
            case ReturnInstruction _ -> Optional.of(returned);
            case ThrowInstruction _ -> Optional.of(ConstantDescs.CD_Throwable);
            case InvokeInstruction call -> last(call.typeSymbol());
            case FieldInstruction field
            when field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC ->
                Optional.of(field.typeSymbol());
            case BranchInstruction jump
            when jump.opcode() == Opcode.GOTO || jump.opcode() == Opcode.GOTO_W ->
                Optional.ofNullable(where.get(jump.target()));
            default -> Optional.empty();
        };
    }

    private static Optional<ClassDesc> last(MethodTypeDesc type) {
        int count = type.parameterCount();
        return count == 0 ? Optional.empty() : Optional.of(type.parameterType(count - 1));
    }

    /** As compilers make an object that is used: {@code new}, {@code dup}, its arguments, its constructor. */
    private void follow(Instruction instruction) {
        if (instruction.opcode() == Opcode.DUP) {
            allocated.ifPresent(begun::push);
        }
        allocated = instruction instanceof NewObjectInstruction object
                ? Optional.of(object.className().asSymbol())
                : Optional.empty();
        made = instruction instanceof InvokeInstruction call
                        && call.name().equalsString(ConstantDescs.INIT_NAME)
                        && call.owner().asSymbol().equals(begun.peek())
                ? Optional.of(begun.pop())
                : Optional.empty();
    }
}
