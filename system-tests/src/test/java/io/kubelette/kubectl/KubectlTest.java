package io.kubelette.kubectl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs kubectl on the PATH.
 *
 * <p>Skipped with one line where there is none; failed there if {@code KUBELETTE_KUBECTL=required}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("kubectl")
@ExtendWith(KubectlCondition.class)
@interface KubectlTest {}
