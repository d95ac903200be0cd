from django.db import migrations, models
from django.db.models import Q

FREED = "UPDATE articles_outlet SET slug = 'none-' || id WHERE slug = 'none'"


class Migration(migrations.Migration):

    dependencies = [("articles", "0008_titles_alone")]

    operations = [
        migrations.RunSQL(FREED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "outlet",
            models.CheckConstraint(
                condition=~Q(slug="none"),
                name="outlet_not_called_none",
                violation_error_message=(
                    "“none” is what filters call rows without one; choose another."
                ),
            ),
        ),
    ]
