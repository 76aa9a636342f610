package io.hearth.rules.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void neighbouring_integers_above_2_to_the_53_are_told_apart() {
        Quantity limit = Quantity.of(new BigDecimal("9007199254740993"));

        assertThat(Quantity.parse(ValueType.INT64, "9007199254740992")).isLessThan(limit);
        assertThat(Quantity.parse(ValueType.INT64, "9007199254740993")).isEqualByComparingTo(limit);
        assertThat(Quantity.parse(ValueType.UINT64, "9007199254740994")).isGreaterThan(limit);
    }

    @Test
    void the_largest_uint64_is_greater_than_the_one_before_it() {
        assertThat(Quantity.parse(ValueType.UINT64, "18446744073709551615"))
                .isGreaterThan(Quantity.parse(ValueType.UINT64, "18446744073709551614"));
    }

    @Test
    void a_reading_that_looks_like_a_limit_equals_it() {
        assertThat(Quantity.parse(ValueType.FLOAT64, "0.1")).isEqualByComparingTo(Quantity.of(new BigDecimal("0.10")));
        assertThat(Quantity.parse(ValueType.FLOAT32, "20.1")).isEqualByComparingTo(Quantity.of(new BigDecimal("20.1")));
        assertThat(Quantity.parse(ValueType.FLOAT64, "-0.0")).isEqualTo(Quantity.of(0));
    }

    @Test
    void infinities_as_go_writes_them_lie_beyond_every_number() {
        assertThat(Quantity.parse(ValueType.FLOAT64, "+Inf")).isGreaterThan(Quantity.of(Double.MAX_VALUE));
        assertThat(Quantity.parse(ValueType.FLOAT64, "-Inf")).isLessThan(Quantity.of(-Double.MAX_VALUE));
    }

    @Test
    void what_is_no_number_is_not_a_number() {
        assertThat(Quantity.parse(ValueType.FLOAT64, "NaN").isNaN()).isTrue();
        assertThat(Quantity.parse(ValueType.FLOAT64, "warm").isNaN()).isTrue();
        assertThat(Quantity.parse(ValueType.INT32, "1.5").isNaN()).isTrue();
        assertThat(Quantity.parse(ValueType.UINT64, "9".repeat(100_000)).isNaN())
                .isTrue();
        assertThat(Quantity.parse(ValueType.STRING, "1").isNaN()).isTrue();
        assertThat(Quantity.parse(ValueType.BOOL, "true").isNaN()).isTrue();
    }

    @Property
    void any_two_longs_compare_as_longs(@ForAll long a, @ForAll long b) {
        assertThat(Integer.signum(Quantity.of(a).compareTo(Quantity.of(b)))).isEqualTo(Long.compare(a, b));
    }

    @Property
    void a_long_and_a_double_compare_as_exact_numbers(@ForAll long a, @ForAll double b) {
        int exact = new BigDecimal(a).compareTo(new BigDecimal(b));
        boolean sameDoubleBelowTwoTo53 = (double) a == b && Math.abs(b) < 0x1p53;
        assertThat(Quantity.of(a).compareTo(Quantity.of(b))).isEqualTo(sameDoubleBelowTwoTo53 ? 0 : exact);
    }
}
